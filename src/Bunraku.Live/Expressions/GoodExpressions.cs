using System.Collections.Immutable;
using Bunraku.Core.Errors;

namespace Bunraku.Live.Expressions;

/// <summary>The expressions that every character has to begin with.</summary>
public static class GoodExpressions
{
    private static readonly ImmutableArray<(Phrase Title, Expression Expression)> Titled =
    [
        Make(Phrase.Of("Smile"), "1", ("eyebrow_happy", 0.7f), ("mouth_raised_corner", 1), ("eye_happy_wink", 0.25f)),
        Make(Phrase.Of("Joy"), "2", ("eyebrow_happy", 1), ("eye_happy_wink", 1), ("mouth_raised_corner", 1), ("mouth_aaa", 0.5f)),
        Make(Phrase.Of("Wink"), "3", ("eyebrow_happy", 0.5f), ("mouth_raised_corner", 0.8f), ("eye_wink_left", 1)),
        Make(Phrase.Of("Surprise"), "4", ("eyebrow_raised", 1), ("eye_surprised", 1), ("iris_small", 0.35f), ("mouth_ooo", 0.7f)),
        Make(Phrase.Of("Anger"), "5", ("eyebrow_angry", 1), ("eyebrow_lowered", 0.4f), ("eye_unimpressed", 0.35f), ("mouth_lowered_corner", 1)),
        Make(Phrase.Of("Sadness"), "6", ("eyebrow_troubled", 1), ("eye_relaxed", 0.4f), ("mouth_lowered_corner", 0.8f), ("head_x", -0.25f)),
        Make(Phrase.Of("Bored"), "7", ("eyebrow_serious", 0.6f), ("eye_unimpressed", 0.8f), ("iris_rotation_y", 0.4f)),
        Make(Phrase.Of("Smirk"), "8", ("eyebrow_raised_left", 0.8f), ("eye_unimpressed", 0.3f), ("mouth_smirk", 1)),
        Slow(Make(Phrase.Of("Asleep"), "9", ("eye_relaxed", 1), ("head_x", -0.4f), ("neck_z", 0.3f))),
    ];

    /// <summary>All, with the keys 1 to 9.</summary>
    public static ImmutableArray<Expression> All { get; } = [.. Titled.Select(titled => titled.Expression)];

    /// <summary>What an expression is called on a page: those of this list have a name in every language, all others are called what their maker called them.</summary>
    public static Phrase TitleOf(string name) =>
        Titled.FirstOrDefault(titled => titled.Expression.Name == name).Title ?? Phrase.Verbatim(name);

    /// <summary>A name without a side stands for both sides where there are two.</summary>
    private static (Phrase Title, Expression Expression) Make(Phrase title, string key, params (string Name, float Value)[] values) => (title, new Expression
    {
        Name = title.English,
        Hotkey = key,
        Values = values.SelectMany(SidesOf).ToImmutableSortedDictionary(value => value.Name, value => value.Value),
    });

    private static (Phrase Title, Expression Expression) Slow((Phrase Title, Expression Expression) titled) =>
        titled with { Expression = titled.Expression with { FadeIn = 0.8, FadeOut = 0.4 } };

    private static IEnumerable<(string Name, float Value)> SidesOf((string Name, float Value) value) =>
        Bunraku.Core.Poses.PoseParameters.TryFind(value.Name, out _) ? [value] : [(value.Name + "_left", value.Value), (value.Name + "_right", value.Value)];
}
