using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;

namespace Bunraku.Studio.Features.TeacherPoser;

/// <summary>The outputs of one network.</summary>
/// <param name="Title">The network.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record TeacherOutputGroup(Phrase Title, ImmutableArray<TeacherOutput> Outputs);

/// <summary>The outputs of a family as a user chooses among them.</summary>
internal static class TeacherOutputGroups
{
    /// <summary>All outputs by network, in the published order.</summary>
    public static ImmutableArray<TeacherOutputGroup> Of(TeacherFamily family) =>
        [.. family.Outputs.GroupBy(output => output.Part).Select(group => new TeacherOutputGroup(TitleOf(group.Key), [.. group]))];

    /// <summary>An output in a list under its network: its number, its name, its size.</summary>
    public static Phrase Describe(TeacherOutput output) => Phrase.Of($"{output.Index} · {output.Title} · {output.Size} px");

    private static Phrase TitleOf(TeacherPart part) => part switch
    {
        TeacherPart.BetweenNetworks => Phrase.Of("Between the networks"),
        TeacherPart.BodyMorpher => Phrase.Of("Body morpher"),
        TeacherPart.FaceMorpher => Phrase.Of("Face morpher"),
        TeacherPart.EyebrowCombiner => Phrase.Of("Eyebrow combiner"),
        TeacherPart.EyebrowDecomposer => Phrase.Of("Eyebrow decomposer"),
        TeacherPart.Upscaler => Phrase.Of("Upscaler"),
        TeacherPart.Editor => Phrase.Of("Editor"),
        TeacherPart.Rotator => Phrase.Of("Rotator"),
        _ => Phrase.Verbatim(part.ToString()),
    };
}
