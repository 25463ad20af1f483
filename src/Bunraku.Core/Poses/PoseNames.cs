using Bunraku.Core.Errors;

namespace Bunraku.Core.Poses;

/// <summary>Says which published name was probably meant.</summary>
internal static class PoseNames
{
    /// <summary>A sentence that suggests the names nearest to a mistaken one, or says where they are listed.</summary>
    public static Phrase Suggestion(string mistaken)
    {
        // A name can be cut short (a group without its side) or misspelt.
        IReadOnlyList<string> near = NearestNames.To(mistaken.Trim(), PoseParameters.All.Select(parameter => parameter.Name));
        return near.Count > 0 ? Phrase.Of($"Did you mean {NearestNames.Or(near)}?") : Phrase.Of("The 45 names are listed in docs/pose.md.");
    }
}
