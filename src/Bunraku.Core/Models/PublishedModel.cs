using System.Collections.Immutable;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Models;

/// <summary>A file of networks that others publish, that Bunraku does not ship, and that the user fetches or imports.</summary>
public sealed record PublishedModel
{
    /// <summary>The name that commands know it by.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in the models folder.</summary>
    public required string FileName { get; init; }

    /// <summary>What it is for, in a few words.</summary>
    public required string Purpose { get; init; }

    /// <summary>Who publishes it, and under which licence.</summary>
    public required string Origin { get; init; }

    /// <summary>Where it is published.</summary>
    public required Uri Address { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The SHA-256 of its bytes, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>MediaPipe's face landmarker: 478 landmarks, 52 scores and the head's matrix from a picture.</summary>
    public static PublishedModel Face { get; } = new()
    {
        Name = "face",
        FileName = "face_landmarker.task",
        Purpose = "finds the face in the webcam's picture",
        Origin = "Google (MediaPipe), Apache licence 2.0",
        Address = new Uri("https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/face_landmarker.task"),
        Length = 3_758_596,
        Sha256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
    };

    /// <summary>All that are known.</summary>
    public static ImmutableArray<PublishedModel> All { get; } = [Face];

    /// <summary>The model of that name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static PublishedModel Find(string name) =>
        All.FirstOrDefault(model => model.Name == name)
        ?? throw new BadInputException($"There is no model {ForeignText.Quote(name)}; there is: {string.Join(", ", All.Select(model => model.Name))}.");
}
