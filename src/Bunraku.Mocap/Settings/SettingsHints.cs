using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Settings;

/// <summary>Finds settings that silently switch a feature off, so that a page can say so next to them.</summary>
public static class SettingsHints
{
    private static readonly (string Minimum, string Maximum, Func<string, string, Phrase> Say)[] Pairs =
    [
        ("converter.smile_threshold_min", "converter.smile_threshold_max", (low, high) => Phrase.Of($"\"{LabelOf(low)}\" is not below \"{LabelOf(high)}\", so eyes and brows never turn happy.")),
        ("converter.cheek_squint_min", "converter.cheek_squint_max", (low, high) => Phrase.Of($"\"{LabelOf(low)}\" is not below \"{LabelOf(high)}\", so the lower eyelids never rise.")),
        ("converter.jaw_open_min", "converter.jaw_open_max", (low, high) => Phrase.Of($"\"{LabelOf(low)}\" is not below \"{LabelOf(high)}\", so the mouth never opens.")),
        ("converter.mouth_funnel_min", "converter.mouth_funnel_max", (low, high) => Phrase.Of($"\"{LabelOf(low)}\" is not below \"{LabelOf(high)}\", so the mouth is never round.")),
    ];

    private static readonly (string Maximum, Func<string, Phrase> Say)[] Zeros =
    [
        ("converter.eye_surprised_max", path => Phrase.Of($"\"{LabelOf(path)}\" is 0, so the eyes are never surprised.")),
        ("converter.eye_blink_max", path => Phrase.Of($"\"{LabelOf(path)}\" is 0, so the eyes never close.")),
        ("converter.eyebrow_down_max", path => Phrase.Of($"\"{LabelOf(path)}\" is 0, so the brows are never lowered.")),
        ("converter.mouth_frown_max", path => Phrase.Of($"\"{LabelOf(path)}\" is 0, so the corners of the mouth are never lowered.")),
    ];

    /// <summary>One sentence for each feature that these settings switch off.</summary>
    public static IEnumerable<Phrase> For(PuppetSettings settings)
    {
        foreach ((string minimum, string maximum, Func<string, string, Phrase> say) in Pairs)
        {
            if (Number(minimum).Get(settings) >= Number(maximum).Get(settings))
            {
                yield return say(minimum, maximum);
            }
        }

        foreach ((string maximum, Func<string, Phrase> say) in Zeros)
        {
            if (Number(maximum).Get(settings) <= 0)
            {
                yield return say(maximum);
            }
        }
    }

    private static Phrase LabelOf(string path) => Number(path).Label;

    private static NumberSetting Number(string path) => SettingsTable.TryFind(path, out Setting? setting) && setting is NumberSetting number
        ? number
        : throw new ArgumentException($"{path} is not a number in the settings table.", nameof(path));
}
