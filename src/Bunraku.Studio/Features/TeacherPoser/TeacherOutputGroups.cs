using System.Collections.Immutable;
using Bunraku.Core.Teachers;

namespace Bunraku.Studio.Features.TeacherPoser;

/// <summary>The outputs of one network.</summary>
/// <param name="Title">The network.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record TeacherOutputGroup(string Title, ImmutableArray<TeacherOutput> Outputs);

/// <summary>The 33 outputs as a user chooses among them.</summary>
internal static class TeacherOutputGroups
{
    /// <summary>All outputs by network, in the published order.</summary>
    public static ImmutableArray<TeacherOutputGroup> All { get; } =
    [
        Group("Upscaler", "upscaler_"),
        Group("Between the networks", "face_morphed_full"),
        Group("Body morpher", "body_"),
        Group("Face morpher", "face_"),
        Group("Eyebrow combiner", "combiner_"),
        Group("Eyebrow decomposer", "decomposer_"),
    ];

    /// <summary>An output in a list under its network: its number, its name, its size.</summary>
    public static string Describe(TeacherOutput output)
    {
        string title = output.Title[(output.Title.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..];
        return $"{output.Index} · {char.ToUpperInvariant(title[0])}{title[1..]} · {output.Size} px";
    }

    private static TeacherOutputGroup Group(string title, string prefix) =>
        new(title, [.. TeacherOutputs.All.Where(output => PrefixOf(output) == prefix)]);

    private static string PrefixOf(TeacherOutput output) =>
        output.Name == "face_morphed_full" ? output.Name : output.Name[..(output.Name.IndexOf('_', StringComparison.Ordinal) + 1)];
}
