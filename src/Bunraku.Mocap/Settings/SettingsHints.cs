namespace Bunraku.Mocap.Settings;

/// <summary>Finds settings that silently switch a feature off, so that a page can say so next to them.</summary>
public static class SettingsHints
{
    private static readonly (string Minimum, string Maximum, string Effect)[] Pairs =
    [
        ("converter.smile_threshold_min", "converter.smile_threshold_max", "eyes and brows never turn happy"),
        ("converter.cheek_squint_min", "converter.cheek_squint_max", "the lower eyelids never rise"),
        ("converter.jaw_open_min", "converter.jaw_open_max", "the mouth never opens"),
        ("converter.mouth_funnel_min", "converter.mouth_funnel_max", "the mouth is never round"),
    ];

    private static readonly (string Maximum, string Effect)[] Zeros =
    [
        ("converter.eye_surprised_max", "the eyes are never surprised"),
        ("converter.eye_blink_max", "the eyes never close"),
        ("converter.eyebrow_down_max", "the brows are never lowered"),
        ("converter.mouth_frown_max", "the corners of the mouth are never lowered"),
    ];

    /// <summary>One sentence for each feature that these settings switch off.</summary>
    public static IEnumerable<string> For(PuppetSettings settings)
    {
        foreach ((string minimum, string maximum, string effect) in Pairs)
        {
            if (Number(minimum).Get(settings) >= Number(maximum).Get(settings))
            {
                yield return $"\"{Number(minimum).Label}\" is not below \"{Number(maximum).Label}\", so {effect}.";
            }
        }

        foreach ((string maximum, string effect) in Zeros)
        {
            if (Number(maximum).Get(settings) <= 0)
            {
                yield return $"\"{Number(maximum).Label}\" is 0, so {effect}.";
            }
        }
    }

    private static NumberSetting Number(string path) => SettingsTable.TryFind(path, out Setting? setting) && setting is NumberSetting number
        ? number
        : throw new ArgumentException($"{path} is not a number in the settings table.", nameof(path));
}
