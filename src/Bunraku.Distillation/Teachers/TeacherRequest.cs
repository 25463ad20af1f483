using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Teachers;

/// <summary>Which teacher is wanted.</summary>
/// <param name="Name">A family of teachers, <c>rig</c>, or <c>student:</c> and the path of a character.</param>
/// <param name="Picture">The picture that it is to move.</param>
/// <param name="PictureName">What to call that picture in an error.</param>
/// <param name="WeightsFolder">The five networks of the family; null for the user's folder of models.</param>
/// <param name="Device">Where libtorch computes: auto, cpu, cuda or mps.</param>
/// <param name="Threads">Threads to compute with.</param>
/// <param name="Say">Told how far the loading is.</param>
public sealed record TeacherRequest(string Name, StraightImage Picture, string PictureName, string? WeightsFolder, string Device, int Threads, Action<string> Say)
{
    /// <summary>How the name of a student as a teacher begins.</summary>
    public const string StudentPrefix = "student:";

    /// <summary>The numbers that a family's networks are computed with.</summary>
    public TeacherPrecision Precision { get; init; } = TeacherPrecision.Full;

    /// <summary>What a teacher can be called, for a message.</summary>
    internal static string Names => $"{string.Join(", ", TeacherFamily.All.Select(family => family.Name))}, rig, or {StudentPrefix}<path>";

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
    private static string? PublishedWeights(ConfigFile file) => file.Config.Family is { } family && !TeacherModels.OfUser(family).AreThere
        ? family.PublishedPlaces.Select(file.Places.Resolve).FirstOrDefault(Directory.Exists)
        : null;
}
