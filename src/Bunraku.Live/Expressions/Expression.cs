using System.Collections.Immutable;
using Bunraku.Core.Poses;

namespace Bunraku.Live.Expressions;

/// <summary>A named part of a pose that is laid over whatever moves a character.</summary>
public sealed record Expression
{
    /// <summary>The longest fade, in seconds.</summary>
    public const double LongestFade = 10;

    /// <summary>Its name; no two expressions have the same one.</summary>
    public string Name { get; init; } = "";

    /// <summary>The parameters that it moves, by their published names; all others stay as they are.</summary>
    public ImmutableSortedDictionary<string, float> Values { get; init; } = ImmutableSortedDictionary<string, float>.Empty;

    /// <summary>Whether its values are added to the face's; else they take the place of the face's.</summary>
    public bool IsAdded { get; init; }

    /// <summary>Whether it lasts as long as its key or button is held down; else one press switches it on and the next off.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Seconds from nothing to all of it.</summary>
    public double FadeIn { get; init; } = 0.15;

    /// <summary>Seconds from all of it to nothing.</summary>
    public double FadeOut { get; init; } = 0.25;

    /// <summary>The key that switches it, as it is typed (<c>1</c>, <c>q</c>); empty for none.</summary>
    public string Hotkey { get; init; } = "";

    /// <summary>The note of a MIDI device that switches it, 0 to 127; null for none.</summary>
    public int? Note { get; init; }

    /// <summary>The same expression with everything that a hand-edited file may have got wrong made right.</summary>
    public Expression Repaired() => this with
    {
        Values = (Values ?? ImmutableSortedDictionary<string, float>.Empty)
            .Where(value => PoseParameters.TryFind(value.Key, out _) && float.IsFinite(value.Value))
            .ToImmutableSortedDictionary(value => value.Key, value => value.Value),
        FadeIn = Limit(FadeIn),
        FadeOut = Limit(FadeOut),
        Hotkey = Hotkey is { Length: 1 } ? Hotkey : "",
        Note = Note is >= 0 and <= 127 ? Note : null,
    };

    /// <summary>Those of a list that have names, each name once, repaired.</summary>
    public static ImmutableArray<Expression> Repaired(ImmutableArray<Expression> expressions) => expressions.IsDefault
        ? []
        : [.. expressions.Where(expression => !string.IsNullOrWhiteSpace(expression?.Name)).Select(expression => expression.Repaired()).DistinctBy(expression => expression.Name)];

    /// <summary>Its values alone, on a character at rest.</summary>
    public Pose OnRest() => Values.Aggregate(Pose.Rest, (pose, value) => pose.With(value.Key, value.Value));

    /// <summary>An expression of a pose: every parameter that is not at rest.</summary>
    public static Expression Of(string name, Pose pose) => new()
    {
        Name = name,
        Values = PoseParameters.All.Where(parameter => pose[parameter.Index] != 0 && parameter.Group.Category != PoseCategory.Breathing)
            .ToImmutableSortedDictionary(parameter => parameter.Name, parameter => pose[parameter.Index]),
    };

    private static double Limit(double seconds) => double.IsFinite(seconds) ? Math.Clamp(seconds, 0, LongestFade) : 0;
}
