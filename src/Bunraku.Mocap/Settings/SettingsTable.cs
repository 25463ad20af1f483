using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Bunraku.Core.Errors;
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
            "eyebrow_down_mode", Phrase.Of("Frown expression"), Phrase.Of("Which brow expression your frown becomes."),
            c => c.EyebrowDownMode, (c, v) => c with { EyebrowDownMode = v }),
        Argument(
            "wink_mode", Phrase.Of("Blink style"), Phrase.Of("Normal closes the eyes firmly; Relaxed lowers the lids gently."),
            c => c.WinkMode, (c, v) => c with { WinkMode = v }),
        Argument(
            "iris_small_left", Phrase.Of("Small left iris"), Phrase.Of("How small the character's left iris is drawn."),
            c => c.IrisSmallLeft, (c, v) => c with { IrisSmallLeft = v }, step: 0.001),
        Argument(
            "iris_small_right", Phrase.Of("Small right iris"), Phrase.Of("How small the character's right iris is drawn."),
            c => c.IrisSmallRight, (c, v) => c with { IrisSmallRight = v }, step: 0.001),
        Argument(
            "smile_threshold_min", Phrase.Of("Smile starts at"), Phrase.Of("The smile at which eyes and brows start to turn happy. Set it above the next value to turn this off."),
            c => c.SmileThresholdMin, (c, v) => c with { SmileThresholdMin = v }),
        Argument(
            "smile_threshold_max", Phrase.Of("Smile is full at"), Phrase.Of("The smile at which eyes and brows are fully happy."),
            c => c.SmileThresholdMax, (c, v) => c with { SmileThresholdMax = v }),
        Argument(
            "eye_surprised_max", Phrase.Of("Surprise is full at"), Phrase.Of("How wide you must open your eyes for full surprise; lower reacts sooner. 0 switches surprise off."),
            c => c.EyeSurprisedMax, (c, v) => c with { EyeSurprisedMax = v }),
        Argument(
            "eye_blink_max", Phrase.Of("Blink is full at"), Phrase.Of("How far you must close an eye for the character to shut it; lower shuts sooner. 0 keeps the eyes open."),
            c => c.EyeBlinkMax, (c, v) => c with { EyeBlinkMax = v }),
        Argument(
            "eyebrow_down_max", Phrase.Of("Frown is full at"), Phrase.Of("How far you must lower your brows for the full expression; lower reacts sooner. 0 switches it off."),
            c => c.EyebrowDownMax, (c, v) => c with { EyebrowDownMax = v }),
        Argument(
            "cheek_squint_min", Phrase.Of("Lower lids start at"), Phrase.Of("The cheek squint at which the lower eyelids start to rise."),
            c => c.CheekSquintMin, (c, v) => c with { CheekSquintMin = v }),
        Argument(
            "cheek_squint_max", Phrase.Of("Lower lids are full at"), Phrase.Of("The cheek squint at which the lower eyelids are fully raised."),
            c => c.CheekSquintMax, (c, v) => c with { CheekSquintMax = v }),
        Argument(
            "jaw_open_min", Phrase.Of("Mouth starts to open at"), Phrase.Of("How far your jaw must open before the mouth opens; raise it if the mouth never quite closes."),
            c => c.JawOpenMin, (c, v) => c with { JawOpenMin = v }),
        Argument(
            "jaw_open_max", Phrase.Of("Mouth is fully open at"), Phrase.Of("How far your jaw must open for the mouth to be fully open; lower it if you speak with a small mouth."),
            c => c.JawOpenMax, (c, v) => c with { JawOpenMax = v }),
        Argument(
            "mouth_frown_max", Phrase.Of("Lowered mouth corners are full at"), Phrase.Of("How much you must frown (both sides added) for fully lowered corners of a closed mouth. 0 switches it off."),
            c => c.MouthFrownMax, (c, v) => c with { MouthFrownMax = v }),
        Argument(
            "mouth_funnel_min", Phrase.Of("\"O\" shape starts at"), Phrase.Of("How round your lips must be for the mouth to start turning from U to O."),
            c => c.MouthFunnelMin, (c, v) => c with { MouthFunnelMin = v }),
        Argument(
            "mouth_funnel_max", Phrase.Of("\"O\" shape is full at"), Phrase.Of("How round your lips must be for a full O."),
            c => c.MouthFunnelMax, (c, v) => c with { MouthFunnelMax = v }),
        Argument(
            "eye_rotation_factor", Phrase.Of("Gaze strength"), Phrase.Of("How strongly the irises follow your eyes."),
            c => c.EyeRotationFactor, (c, v) => c with { EyeRotationFactor = v }, maximum: 5),
        HeadOffset("head_x_offset", Phrase.Of("Straight ahead, nod"), c => c.HeadXOffset, (c, v) => c with { HeadXOffset = v }),
        HeadOffset("head_y_offset", Phrase.Of("Straight ahead, turn"), c => c.HeadYOffset, (c, v) => c with { HeadYOffset = v }),
        HeadOffset("head_z_offset", Phrase.Of("Straight ahead, lean"), c => c.HeadZOffset, (c, v) => c with { HeadZOffset = v }),
    ];

    private static IEnumerable<Setting> FaceBreathingAndVoice() =>
    [
        new ToggleSetting(
            "face.mirror", Phrase.Of("Mirror"), Phrase.Of("Swaps left and right, like a mirror."),
            s => s.IsMirrored, (s, v) => s with { IsMirrored = v }),
        new NumberSetting(
            "breathing.breaths_per_minute", Phrase.Of("Breaths per minute"), Phrase.Of("How fast the character breathes; 0 turns breathing off."),
            0, 60, 1, "1/min", s => s.BreathsPerMinute, (s, v) => s with { BreathsPerMinute = v }),
        Choice(
            "voice.mode", Phrase.Of("Microphone"), Phrase.Of("What the microphone does to the mouth: nothing, strengthen what the face shows, or replace it."),
            s => s.VoiceMode, (s, v) => s with { VoiceMode = v }),
    ];

    private static IEnumerable<Setting> Smoothing() => Enum.GetValues<ChannelGroup>().SelectMany(SmoothingOf).Prepend(new ToggleSetting(
        "smoothing.interpolate", Phrase.Of("Fill in between faces"), Phrase.Of("Moves evenly from one face of the tracker to the next. The character follows later by the time of one face, 33 ms with a webcam."),
        s => s.IsInterpolated, (s, v) => s with { IsInterpolated = v }));

    private static Setting[] SmoothingOf(ChannelGroup group)
    {
        string part = group.ToString().ToLowerInvariant();
        (Phrase label, Phrase explanation) = group switch
        {
            ChannelGroup.Brows => (Phrase.Of("Smooth the brows"), Phrase.Of("Calms the jitter of the brows with a One-Euro filter; off, the tracking passes untouched.")),
            ChannelGroup.Eyes => (Phrase.Of("Smooth the eyes"), Phrase.Of("Calms the jitter of the eyes with a One-Euro filter; off, the tracking passes untouched.")),
            ChannelGroup.Gaze => (Phrase.Of("Smooth the gaze"), Phrase.Of("Calms the jitter of the gaze with a One-Euro filter; off, the tracking passes untouched.")),
            ChannelGroup.Mouth => (Phrase.Of("Smooth the mouth"), Phrase.Of("Calms the jitter of the mouth with a One-Euro filter; off, the tracking passes untouched.")),
            _ => (Phrase.Of("Smooth the head"), Phrase.Of("Calms the jitter of the head with a One-Euro filter; off, the tracking passes untouched.")),
        };
        return
        [
            new ToggleSetting(
                $"smoothing.{part}.enabled", label, explanation,
                s => s.Smoothing[group].IsEnabled, (s, v) => WithSmoothing(s, group, s.Smoothing[group] with { IsEnabled = v })),
            new NumberSetting(
                $"smoothing.{part}.minimum_cutoff", Phrase.Of("Steadiness when still"), Phrase.Of("The cutoff frequency while nothing moves: lower is steadier, but slower to start."),
                0.05, 30, 0.05, "Hz", s => s.Smoothing[group].MinimumCutoff, (s, v) => WithSmoothing(s, group, s.Smoothing[group] with { MinimumCutoff = v })),
            new NumberSetting(
                $"smoothing.{part}.speed_coefficient", Phrase.Of("Responsiveness when moving"), Phrase.Of("How much the cutoff rises with speed: higher follows fast moves with less delay."),
                0, 100, 0.1, string.Empty, s => s.Smoothing[group].SpeedCoefficient, (s, v) => WithSmoothing(s, group, s.Smoothing[group] with { SpeedCoefficient = v })),
        ];
    }

    private static IEnumerable<Setting> Idle() =>
    [
        new ToggleSetting(
            "idle.enabled", Phrase.Of("Keep moving when no face is found"), Phrase.Of("The character comes to rest, breathes, blinks and sways. Off: the last pose stays."),
            s => s.Idle.IsEnabled, (s, v) => WithIdle(s, s.Idle with { IsEnabled = v })),
        Seconds("lost_after", Phrase.Of("Face lost after"), Phrase.Of("How long nothing may arrive before the face counts as lost."), 0.1, i => i.LostAfterSeconds, (i, v) => i with { LostAfterSeconds = v }),
        Seconds("return_time", Phrase.Of("Time to return to rest"), Phrase.Of("How long the character takes to come to rest."), 0, i => i.ReturnSeconds, (i, v) => i with { ReturnSeconds = v }),
        Seconds("recover_time", Phrase.Of("Time to pick your face up again"), Phrase.Of("How long the character takes to join your face when it is found again."), 0, i => i.RecoverSeconds, (i, v) => i with { RecoverSeconds = v }),
        new NumberSetting(
            "idle.blinks_per_minute", Phrase.Of("Blinks per minute"), Phrase.Of("How often the character blinks without a face; 0 means never."),
            0, 60, 1, "1/min", s => s.Idle.BlinksPerMinute, (s, v) => WithIdle(s, s.Idle with { BlinksPerMinute = v })),
        new NumberSetting(
            "idle.sway", Phrase.Of("Sway"), Phrase.Of("How far the body leans from side to side without a face; 0 turns it off."),
            0, 1, 0.05, string.Empty, s => s.Idle.Sway, (s, v) => WithIdle(s, s.Idle with { Sway = v })),
    ];

    private static NumberSetting Argument(
        string name, Phrase label, Phrase explanation, Func<ConverterSettings, double> get, Func<ConverterSettings, double, ConverterSettings> set, double step = 0.01, double maximum = 1) =>
        new("converter." + name, label, explanation, 0, maximum, step, string.Empty, s => get(s.Converter), (s, v) => s with { Converter = set(s.Converter, v) });

    private static NumberSetting HeadOffset(string name, Phrase label, Func<ConverterSettings, double> get, Func<ConverterSettings, double, ConverterSettings> set) =>
        new(
            "converter." + name, label, Phrase.Of("The angle of your head when you look straight ahead. The button Calibrate sets it."),
            -Math.PI, Math.PI, 0.01, "rad", s => get(s.Converter), (s, v) => s with { Converter = set(s.Converter, v) });

    private static NumberSetting Seconds(string name, Phrase label, Phrase explanation, double minimum, Func<IdleSettings, double> get, Func<IdleSettings, double, IdleSettings> set) =>
        new("idle." + name, label, explanation, minimum, 60, 0.1, "s", s => get(s.Idle), (s, v) => WithIdle(s, set(s.Idle, v)));

    private static ChoiceSetting Argument<T>(
        string name, Phrase label, Phrase explanation, Func<ConverterSettings, T> get, Func<ConverterSettings, T, ConverterSettings> set)
        where T : struct, Enum =>
        Choice("converter." + name, label, explanation, s => get(s.Converter), (s, v) => s with { Converter = set(s.Converter, v) });

    private static ChoiceSetting Choice<T>(
        string path, Phrase label, Phrase explanation, Func<PuppetSettings, T> get, Func<PuppetSettings, T, PuppetSettings> set)
        where T : struct, Enum =>
        new(
            path, label, explanation, [.. Enum.GetNames<T>().Select(choice => choice.ToUpperInvariant())],
            s => get(s).ToString().ToUpperInvariant(), (s, v) => set(s, Enum.Parse<T>(v, ignoreCase: true)));

    private static PuppetSettings WithSmoothing(PuppetSettings settings, ChannelGroup group, OneEuroSettings smoothing) =>
        settings with { Smoothing = settings.Smoothing.With(group, smoothing) };

    private static PuppetSettings WithIdle(PuppetSettings settings, IdleSettings idle) => settings with { Idle = idle };
}
