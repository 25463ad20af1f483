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
        Group("Upscaler", TeacherPart.Upscaler),
        Group("Between the networks", TeacherPart.BetweenNetworks),
        Group("Body morpher", TeacherPart.BodyMorpher),
        Group("Face morpher", TeacherPart.FaceMorpher),
        Group("Eyebrow combiner", TeacherPart.EyebrowCombiner),
        Group("Eyebrow decomposer", TeacherPart.EyebrowDecomposer),
    ];

    /// <summary>An output in a list under its network: its number, its name, its size.</summary>
    public static string Describe(TeacherOutput output)
    {
        string title = output.Title[(output.Title.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..];
        return $"{output.Index} · {char.ToUpperInvariant(title[0])}{title[1..]} · {output.Size} px";
    }

    private static TeacherOutputGroup Group(string title, TeacherPart part) => new(title, [.. TeacherOutputs.All.Where(output => output.Part == part)]);
}
