using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>The teacher of a configuration, for whoever wants to look at what a training would.</summary>
public static class RunTeacher
{
    /// <summary>Opens it.</summary>
    /// <param name="file">The configuration; its picture must be there.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="say">Told how far the loading is.</param>
    /// <exception cref="BadInputException">It is not there, or belongs to another picture.</exception>
    public static Teacher Open(ConfigFile file, int threads, Action<string> say) => DistillerParts.Real.OpenTeacher(TeacherRequest.Of(file, "auto", threads, say));
}
