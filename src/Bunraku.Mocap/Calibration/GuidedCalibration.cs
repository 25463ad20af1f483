using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Calibration;

/// <summary>
/// Learns from a few movements how one user's face is tracked: which position of the head is straight ahead, what each channel shows at rest, and how far it
/// goes. Then each channel gets a dead zone that hides the rest, and a gain that makes the user's furthest the character's furthest. For one thread at a time.
/// </summary>
public sealed class GuidedCalibration
{
    private const double LeastMovement = 0.12;
    private const double LargestDeadZone = 0.5;
    private const double RoomAboveRest = 0.02;
    private const double LeastGain = 0.5;
    private const double MostGain = 4;

    /// <summary>The share of a step's samples that may lie beyond what counts as its furthest: the user gets there and leaves again.</summary>
    private const double FurthestShare = 0.8;

    private readonly Dictionary<CalibrationStep, List<FacePose>> _faces = CalibrationStep.All.ToDictionary(step => step, _ => new List<FacePose>());

    /// <summary>Takes a face that was seen during a step, as the tracker sent it; one without a face is left out.</summary>
    public void Take(CalibrationStep step, FacePose face)
    {
        if (face.IsFaceFound)
        {
            _faces[step].Add(face);
        }
    }

    /// <summary>Whether a face was seen during a step.</summary>
    public bool HasSeen(CalibrationStep step) => _faces[step].Count > 0;

    /// <summary>The settings, calibrated; what was not seen stays as it is, and is told.</summary>
    public CalibrationOutcome Apply(PuppetSettings settings)
    {
        List<FacePose> rest = _faces[CalibrationStep.Neutral];
        if (rest.Count == 0)
        {
            return new CalibrationOutcome(settings, [Phrase.Of("No face was seen. Start the tracking, then calibrate again.")]);
        }

        var unseen = new List<Phrase>();
        PuppetSettings calibrated = settings.CalibratedTo(rest[rest.Count / 2]);
        foreach (CalibrationStep step in CalibrationStep.All)
        {
            foreach (Blendshape channel in step.Channels)
            {
                // The adjustments of channels are made after the mirroring.
                Blendshape seen = settings.IsMirrored ? Blendshapes.Mirror(channel) : channel;
                double resting = At(rest, seen, FurthestShare);
                double furthest = At(_faces[step], seen, FurthestShare);
                if (furthest - resting < LeastMovement)
                {
                    unseen.Add(Phrase.Of($"{step.Title}: {Blendshapes.Names[(int)channel]} hardly moved, so it stays as it was."));
                    continue;
                }

                double deadZone = Math.Clamp(resting + RoomAboveRest, 0, Math.Min(LargestDeadZone, furthest - 0.1));
                double gain = Math.Clamp((1 - deadZone) / (furthest - deadZone), LeastGain, MostGain);
                calibrated = calibrated with { Channels = calibrated.Channels.With(channel, new ChannelAdjustment(Math.Round(gain, 2), Math.Round(deadZone, 2))) };
            }
        }

        return new CalibrationOutcome(calibrated, unseen);
    }

    private static double At(List<FacePose> faces, Blendshape channel, double share)
    {
        double[] values = [.. faces.Select(face => face[channel]).Order()];
        return values.Length == 0 ? 0 : values[(int)(share * (values.Length - 1))];
    }
}

/// <summary>What a guided calibration came to.</summary>
/// <param name="Settings">The settings to take.</param>
/// <param name="Problems">What was not seen, in sentences.</param>
public sealed record CalibrationOutcome(PuppetSettings Settings, IReadOnlyList<Phrase> Problems);
