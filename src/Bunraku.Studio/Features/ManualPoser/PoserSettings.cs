using System.Collections.Immutable;
using Bunraku.Core.Poses;
using Bunraku.Live.Expressions;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>The pose of the sliders, which survives a reload, and the poses that the user saved.</summary>
internal sealed record PoserSettings : ISettings<PoserSettings>
{
    /// <summary>The values that are not at rest, by name.</summary>
    public ImmutableSortedDictionary<string, float> SliderPose { get; init; } = ImmutableSortedDictionary<string, float>.Empty;

    /// <summary>Named poses, the oldest first; what an expression says of fades and keys means nothing here.</summary>
    public ImmutableArray<Expression> SavedPoses { get; init; } = [];

    /// <summary>The pose of the sliders.</summary>
    public Pose Pose() => new Expression { Values = SliderPose }.OnRest();

    public PoserSettings Repaired() => this with
    {
        SliderPose = new Expression { Values = SliderPose }.Repaired().Values,
        SavedPoses = Expression.Repaired(SavedPoses),
    };
}
