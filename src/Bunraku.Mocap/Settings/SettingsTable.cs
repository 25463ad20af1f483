using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Settings;

/// <summary>
/// Every setting but the per-channel adjustments, in the order to show them: names, ranges, steps and explanations are here and
/// nowhere else. Pages, settings files and the documentation follow this table. The names in the section <c>converter</c> are
/// those of the published converters' arguments.
/// </summary>
public static class SettingsTable
{
    /// <summary>All settings.</summary>
    public static ImmutableArray<Setting> All { get; } = [.. Converter(), .. FaceBreathingAndVoice(), .. Smoothing(), .. Idle()];

    private static readonly FrozenDictionary<string, Setting> ByPath = All.ToFrozenDictionary(setting => setting.Path, StringComparer.Ordinal);

    /// <summary>Looks a setting up by its path in a settings file.</summary>
    public static bool TryFind(string path, [NotNullWhen(true)] out Setting? setting) => ByPath.TryGetValue(path, out setting);

    private static IEnumerable<Setting> Converter() =>
    [
        Argument(
            "eyebrow_down_mode", "Frown expression", "Which brow expression your frown becomes.",
            c => c.EyebrowDownMode, (c, v) => c with { EyebrowDownMode = v }),
        Argument(
            "wink_mode", "Blink style", "Normal closes the eyes firmly; Relaxed lowers the lids gently.",
            c => c.WinkMode, (c, v) => c with { WinkMode = v }),
        Argument(
            "iris_small_left", "Small left iris", "How small the character's left iris is drawn.",
            c => c.IrisSmallLeft, (c, v) => c with { IrisSmallLeft = v }, step: 0.001),
        Argument(
            "iris_small_right", "Small right iris", "How small the character's right iris is drawn.",
            c => c.IrisSmallRight, (c, v) => c with { IrisSmallRight = v }, step: 0.001),
        Argument(
            "smile_threshold_min", "Smile starts at", "The smile at which eyes and brows start to turn happy. Set it above the next value to turn this off.",
            c => c.SmileThresholdMin, (c, v) => c with { SmileThresholdMin = v }),
        Argument(
            "smile_threshold_max", "Smile is full at", "The smile at which eyes and brows are fully happy.",
            c => c.SmileThresholdMax, (c, v) => c with { SmileThresholdMax = v }),
        Argument(
            "eye_surprised_max", "Surprise is full at", "How wide you must open your eyes for full surprise; lower reacts sooner. 0 switches surprise off.",
            c => c.EyeSurprisedMax, (c, v) => c with { EyeSurprisedMax = v }),
        Argument(
            "eye_blink_max", "Blink is full at", "How far you must close an eye for the character to shut it; lower shuts sooner. 0 keeps the eyes open.",
            c => c.EyeBlinkMax, (c, v) => c with { EyeBlinkMax = v }),
        Argument(
            "eyebrow_down_max", "Frown is full at", "How far you must lower your brows for the full expression; lower reacts sooner. 0 switches it off.",
            c => c.EyebrowDownMax, (c, v) => c with { EyebrowDownMax = v }),
        Argument(
            "cheek_squint_min", "Lower lids start at", "The cheek squint at which the lower eyelids start to rise.",
            c => c.CheekSquintMin, (c, v) => c with { CheekSquintMin = v }),
        Argument(
            "cheek_squint_max", "Lower lids are full at", "The cheek squint at which the lower eyelids are fully raised.",
            c => c.CheekSquintMax, (c, v) => c with { CheekSquintMax = v }),
        Argument(
            "jaw_open_min", "Mouth starts to open at", "How far your jaw must open before the mouth opens; raise it if the mouth never quite closes.",
            c => c.JawOpenMin, (c, v) => c with { JawOpenMin = v }),
        Argument(
            "jaw_open_max", "Mouth is fully open at", "How far your jaw must open for the mouth to be fully open; lower it if you speak with a small mouth.",
            c => c.JawOpenMax, (c, v) => c with { JawOpenMax = v }),
        Argument(
            "mouth_frown_max", "Lowered mouth corners are full at", "How much you must frown (both sides added) for fully lowered corners of a closed mouth. 0 switches it off.",
            c => c.MouthFrownMax, (c, v) => c with { MouthFrownMax = v }),
        Argument(
            "mouth_funnel_min", "\"O\" shape starts at", "How round your lips must be for the mouth to start turning from U to O.",
            c => c.MouthFunnelMin, (c, v) => c with { MouthFunnelMin = v }),
        Argument(
            "mouth_funnel_max", "\"O\" shape is full at", "How round your lips must be for a full O.",
            c => c.MouthFunnelMax, (c, v) => c with { MouthFunnelMax = v }),
        Argument(
            "eye_rotation_factor", "Gaze strength", "How strongly the irises follow your eyes.",
            c => c.EyeRotationFactor, (c, v) => c with { EyeRotationFactor = v }, maximum: 5),
        HeadOffset("head_x_offset", "Straight ahead, nod", c => c.HeadXOffset, (c, v) => c with { HeadXOffset = v }),
        HeadOffset("head_y_offset", "Straight ahead, turn", c => c.HeadYOffset, (c, v) => c with { HeadYOffset = v }),
        HeadOffset("head_z_offset", "Straight ahead, lean", c => c.HeadZOffset, (c, v) => c with { HeadZOffset = v }),
    ];

    private static IEnumerable<Setting> FaceBreathingAndVoice() =>
    [
        new ToggleSetting(
            "face.mirror", "Mirror", "Swaps left and right, like a mirror.",
            s => s.IsMirrored, (s, v) => s with { IsMirrored = v }),
        new NumberSetting(
            "breathing.breaths_per_minute", "Breaths per minute", "How fast the character breathes; 0 turns breathing off.",
            0, 60, 1, "1/min", s => s.BreathsPerMinute, (s, v) => s with { BreathsPerMinute = v }),
        Choice(
            "voice.mode", "Microphone", "What the microphone does to the mouth: nothing, strengthen what the face shows, or replace it.",
            s => s.VoiceMode, (s, v) => s with { VoiceMode = v }),
    ];

    private static IEnumerable<Setting> Smoothing() => Enum.GetValues<ChannelGroup>().SelectMany(SmoothingOf).Prepend(new ToggleSetting(
        "smoothing.interpolate", "Fill in between faces", "Moves evenly from one face of the tracker to the next. The character follows later by the time of one face, 33 ms with a webcam.",
        s => s.IsInterpolated, (s, v) => s with { IsInterpolated = v }));

    private static Setting[] SmoothingOf(ChannelGroup group)
    {
        string part = group.ToString().ToLowerInvariant();
        return
        [
            new ToggleSetting(
                $"smoothing.{part}.enabled", $"Smooth the {part}", $"Calms the jitter of the {part} with a One-Euro filter; off, the tracking passes untouched.",
                s => s.Smoothing[group].IsEnabled, (s, v) => WithSmoothing(s, group, s.Smoothing[group] with { IsEnabled = v })),
            new NumberSetting(
                $"smoothing.{part}.minimum_cutoff", "Steadiness when still", "The cutoff frequency while nothing moves: lower is steadier, but slower to start.",
                0.05, 30, 0.05, "Hz", s => s.Smoothing[group].MinimumCutoff, (s, v) => WithSmoothing(s, group, s.Smoothing[group] with { MinimumCutoff = v })),
            new NumberSetting(
                $"smoothing.{part}.speed_coefficient", "Responsiveness when moving", "How much the cutoff rises with speed: higher follows fast moves with less delay.",
                0, 100, 0.1, string.Empty, s => s.Smoothing[group].SpeedCoefficient, (s, v) => WithSmoothing(s, group, s.Smoothing[group] with { SpeedCoefficient = v })),
        ];
    }

    private static IEnumerable<Setting> Idle() =>
    [
        new ToggleSetting(
            "idle.enabled", "Keep moving when no face is found", "The character comes to rest, breathes, blinks and sways. Off: the last pose stays.",
            s => s.Idle.IsEnabled, (s, v) => WithIdle(s, s.Idle with { IsEnabled = v })),
        Seconds("lost_after", "Face lost after", "How long nothing may arrive before the face counts as lost.", 0.1, i => i.LostAfterSeconds, (i, v) => i with { LostAfterSeconds = v }),
        Seconds("return_time", "Time to return to rest", "How long the character takes to come to rest.", 0, i => i.ReturnSeconds, (i, v) => i with { ReturnSeconds = v }),
        Seconds("recover_time", "Time to pick your face up again", "How long the character takes to join your face when it is found again.", 0, i => i.RecoverSeconds, (i, v) => i with { RecoverSeconds = v }),
        new NumberSetting(
            "idle.blinks_per_minute", "Blinks per minute", "How often the character blinks without a face; 0 means never.",
            0, 60, 1, "1/min", s => s.Idle.BlinksPerMinute, (s, v) => WithIdle(s, s.Idle with { BlinksPerMinute = v })),
        new NumberSetting(
            "idle.sway", "Sway", "How far the body leans from side to side without a face; 0 turns it off.",
            0, 1, 0.05, string.Empty, s => s.Idle.Sway, (s, v) => WithIdle(s, s.Idle with { Sway = v })),
    ];

    private static NumberSetting Argument(
        string name, string label, string explanation, Func<ConverterSettings, double> get, Func<ConverterSettings, double, ConverterSettings> set, double step = 0.01, double maximum = 1) =>
        new("converter." + name, label, explanation, 0, maximum, step, string.Empty, s => get(s.Converter), (s, v) => s with { Converter = set(s.Converter, v) });

    private static NumberSetting HeadOffset(string name, string label, Func<ConverterSettings, double> get, Func<ConverterSettings, double, ConverterSettings> set) =>
        new(
            "converter." + name, label, "The angle of your head when you look straight ahead. The button Calibrate sets it.",
            -Math.PI, Math.PI, 0.01, "rad", s => get(s.Converter), (s, v) => s with { Converter = set(s.Converter, v) });

    private static NumberSetting Seconds(string name, string label, string explanation, double minimum, Func<IdleSettings, double> get, Func<IdleSettings, double, IdleSettings> set) =>
        new("idle." + name, label, explanation, minimum, 60, 0.1, "s", s => get(s.Idle), (s, v) => WithIdle(s, set(s.Idle, v)));

    private static ChoiceSetting Argument<T>(
        string name, string label, string explanation, Func<ConverterSettings, T> get, Func<ConverterSettings, T, ConverterSettings> set)
        where T : struct, Enum =>
        Choice("converter." + name, label, explanation, s => get(s.Converter), (s, v) => s with { Converter = set(s.Converter, v) });

    private static ChoiceSetting Choice<T>(
        string path, string label, string explanation, Func<PuppetSettings, T> get, Func<PuppetSettings, T, PuppetSettings> set)
        where T : struct, Enum =>
        new(
            path, label, explanation, [.. Enum.GetNames<T>().Select(choice => choice.ToUpperInvariant())],
            s => get(s).ToString().ToUpperInvariant(), (s, v) => set(s, Enum.Parse<T>(v, ignoreCase: true)));

    private static PuppetSettings WithSmoothing(PuppetSettings settings, ChannelGroup group, OneEuroSettings smoothing) =>
        settings with { Smoothing = settings.Smoothing.With(group, smoothing) };

    private static PuppetSettings WithIdle(PuppetSettings settings, IdleSettings idle) => settings with { Idle = idle };
}
