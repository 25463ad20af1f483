using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Teachers;

/// <summary>Which teacher is wanted.</summary>
/// <param name="Name"><c>tha4</c>, <c>rig</c>, or <c>student:</c> and the path of a character.</param>
/// <param name="Picture">The picture that it is to move.</param>
/// <param name="PictureName">What to call that picture in an error.</param>
/// <param name="WeightsFolder">The five networks of <c>tha4</c>; null for the user's folder of models.</param>
/// <param name="Device">Where libtorch computes: auto, cpu, cuda or mps.</param>
/// <param name="Threads">Threads to compute with.</param>
/// <param name="Say">Told how far the loading is.</param>
public sealed record TeacherRequest(string Name, StraightImage Picture, string PictureName, string? WeightsFolder, string Device, int Threads, Action<string> Say)
{
    /// <summary>How the name of a student as a teacher begins.</summary>
    public const string StudentPrefix = "student:";

    /// <summary>The numbers that <c>tha4</c> is computed with.</summary>
    public TeacherPrecision Precision { get; init; } = TeacherPrecision.Full;

    private const string PublishedFolder = "data/tha4";

    /// <summary>The teacher that a configuration names.</summary>
    /// <exception cref="BadInputException">The picture cannot be read.</exception>
    internal static TeacherRequest Of(ConfigFile file, string device, int threads, Action<string> say, TeacherPrecision precision = TeacherPrecision.Full)
    {
        DistillationConfig config = file.Config;
        string name = config.Teacher.StartsWith(StudentPrefix, StringComparison.Ordinal)
            ? StudentPrefix + file.Places.Resolve(config.Teacher[StudentPrefix.Length..])
            : config.Teacher;
        string? weights = config.TeacherWeights is { } folder ? file.Places.Resolve(folder) : PublishedWeights(file);
        return new TeacherRequest(
            name, PngFile.Read(file.CharacterImage), $"character_image_file_name: {config.CharacterImageFileName}", weights, device, threads, say)
        { Precision = precision };
    }

    /// <summary>Where the published program keeps the five networks, if they are there and not in the user's folder of models.</summary>
    private static string? PublishedWeights(ConfigFile file)
    {
        string folder = file.Places.Resolve(PublishedFolder);
        return !TeacherModels.OfUser.AreThere && Directory.Exists(folder) ? folder : null;
    }
}
