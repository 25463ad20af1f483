using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>Opens the teacher of a configuration outside a training.</summary>
public static class RunTeacher
{
    /// <summary>Opens it.</summary>
    /// <param name="file">The configuration; its picture must be there.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="say">Told how far the loading is.</param>
    /// <exception cref="BadInputException">It is not there, or belongs to another picture.</exception>
    public static Teacher Open(ConfigFile file, int threads, Action<string> say) => TeacherCatalog.Open(TeacherRequest.Of(file, "auto", threads, say));
}
