using Bunraku.Core.Errors;

namespace Bunraku.Core.Poses;

/// <summary>Says which published name was probably meant.</summary>
internal static class PoseNames
{
    /// <summary>A sentence that suggests the names nearest to a mistaken one, or says where they are listed.</summary>
    public static string Suggestion(string mistaken)
    {
        // A name can be cut short (a group without its side) or misspelt.
        IReadOnlyList<string> near = NearestNames.To(mistaken.Trim(), PoseParameters.All.Select(parameter => parameter.Name));
        return near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : "The 45 names are listed in docs/pose.md.";
    }
}
