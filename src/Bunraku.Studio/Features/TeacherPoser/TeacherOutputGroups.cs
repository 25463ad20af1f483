using System.Collections.Immutable;
using Bunraku.Core.Teachers;

namespace Bunraku.Studio.Features.TeacherPoser;

/// <summary>The outputs of one network.</summary>
/// <param name="Title">The network.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record TeacherOutputGroup(string Title, ImmutableArray<TeacherOutput> Outputs);

/// <summary>The outputs of a family as a user chooses among them.</summary>
internal static class TeacherOutputGroups
{
    /// <summary>All outputs by network, in the published order.</summary>
    public static ImmutableArray<TeacherOutputGroup> Of(TeacherFamily family) =>
        [.. family.Outputs.GroupBy(output => output.Part).Select(group => new TeacherOutputGroup(TitleOf(group.Key), [.. group]))];

    /// <summary>An output in a list under its network: its number, its name, its size.</summary>
    public static string Describe(TeacherOutput output)
    {
        string title = output.Title[(output.Title.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..];
        return $"{output.Index} · {char.ToUpperInvariant(title[0])}{title[1..]} · {output.Size} px";
    }

    private static string TitleOf(TeacherPart part) => part switch
    {
        TeacherPart.BetweenNetworks => "Between the networks",
        TeacherPart.BodyMorpher => "Body morpher",
        TeacherPart.FaceMorpher => "Face morpher",
        TeacherPart.EyebrowCombiner => "Eyebrow combiner",
        TeacherPart.EyebrowDecomposer => "Eyebrow decomposer",
        _ => part.ToString(),
    };
}
