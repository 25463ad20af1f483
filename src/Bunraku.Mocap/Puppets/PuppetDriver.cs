using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Idle;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Smoothing;

namespace Bunraku.Mocap.Puppets;

/// <summary>
/// Moves a character by a face: takes the newest face, smooths it, converts it, and keeps the character alive while there is
/// none. A frame loop asks for the pose of each frame; the same faces, settings, seed and times always give the same poses.
/// Poses are asked for by one caller at a time; all else may be called from any thread.
/// </summary>
/// <param name="faces">The slot of the newest face; it is read once for each pose.</param>
/// <param name="settings">The settings to begin with.</param>
/// <param name="seed">Decides when the idle character blinks.</param>
public sealed class PuppetDriver(LatestFace faces, PuppetSettings settings, ulong seed = 0)
{
    private static readonly TimeSpan VoiceLostAfter = TimeSpan.FromSeconds(0.5);

    private readonly FaceSmoother _smoother = new();
    private readonly FaceInterpolator _interpolator = new();
    private readonly Lock _statusLock = new();
    private volatile PuppetSettings _settings = settings;
    private volatile VoiceMouth? _voice;
    private volatile FacePose? _tracked;
    private BreathingCycle? _breathing;
    private IdleBlend _blend = IdleBlend.AtRest;
    private FacePose? _seen;
    private FacePose? _smoothed;
    private PuppetStatus _status;

    /// <summary>The settings; a change acts from the next pose on.</summary>
    public PuppetSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>The counters, as of the last pose.</summary>
    public PuppetStatus Status
    {
        get
        {
            lock (_statusLock)
            {
                return _status;
            }
        }
    }

    /// <summary>What the microphone hears now; null, or half a second without news, is as if there were no microphone.</summary>
    public void Hear(VoiceMouth? voice) => _voice = voice;

    /// <summary>Takes the last found face for one that looks forward; false where no face was ever found.</summary>
    public bool TryCalibrate()
    {
        if (_tracked is not { } face)
        {
            return false;
        }

        Settings = Settings.CalibratedTo(face);
        return true;
    }

    /// <summary>The pose at a time; times never go back. The time is on the clock of the faces' timestamps.</summary>
    public DrivenPose PoseAt(TimeSpan now)
    {
        PuppetSettings current = Settings;
        bool isNew = TakeNewest(current);
        bool isTracked = _smoothed is { } face
            && (!current.Idle.IsEnabled || now - face.Timestamp <= TimeSpan.FromSeconds(current.Idle.LostAfterSeconds));
        bool isLost = !isTracked && !_blend.IsToRest;
        _blend = _blend.Toward(toRest: !isTracked, now, current.Idle);
        _breathing = _breathing?.WithSpeed(current.BreathsPerMinute, now) ?? new BreathingCycle(current.BreathsPerMinute, now);

        double idleWeight = _blend.WeightAt(now, current.Idle);
        Span<double> pose = stackalloc double[PoseParameters.Count];
        SetPose(pose, current, _breathing.Value, now, idleWeight);
        SetVoice(pose, current.VoiceMode, now);
        Count(isNew, isLost, isTracked, idleWeight, now - _smoothed?.Timestamp);
        return new DrivenPose(PoseConverter.ToPose(pose), isTracked ? _smoothed?.Timestamp : null);
    }

    /// <summary>Takes the newest sample, if it has not been taken yet and shows a face.</summary>
    private bool TakeNewest(PuppetSettings current)
    {
        FacePose? newest = faces.Current;
        if (newest is null || ReferenceEquals(newest, _seen))
        {
            return false;
        }

        _seen = newest;
        if (newest.IsFaceFound)
        {
            _tracked = newest;
            _smoothed = _smoother.Smooth(newest, current.Smoothing);
            _interpolator.Take(_smoothed);
        }

        return newest.IsFaceFound;
    }

    private void SetPose(Span<double> pose, PuppetSettings current, BreathingCycle breathing, TimeSpan now, double idleWeight)
    {
        PoseConverter.Rest(current, breathing, now, pose);
        if (_smoothed is not null && idleWeight < 1)
        {
            Span<double> tracked = stackalloc double[PoseParameters.Count];
            PoseConverter.Convert(current.IsInterpolated ? _interpolator.At(now) : _smoothed, current, breathing, now, tracked);
            for (int index = 0; index < pose.Length; index++)
            {
                pose[index] = idleWeight > 0 ? double.Lerp(tracked[index], pose[index], idleWeight) : tracked[index];
            }
        }

        if (current.Idle.IsEnabled && idleWeight > 0)
        {
            int left = PoseConverter.ClosedEye(current.Converter);
            double closed = idleWeight * IdleBlink.ClosedAt(now, current.Idle.BlinksPerMinute, seed);
            pose[left] = Math.Max(pose[left], closed);
            pose[left + 1] = Math.Max(pose[left + 1], closed);
            (double y, double z) = IdleSway.At(now);
            pose[PoseIndex.BodyY] += idleWeight * current.Idle.Sway * y;
            pose[PoseIndex.BodyZ] += idleWeight * current.Idle.Sway * z;
        }
    }

    private void SetVoice(Span<double> pose, VoiceMode mode, TimeSpan now)
    {
        if (mode == VoiceMode.Off || _voice is not { } voice || now - voice.Timestamp > VoiceLostAfter)
        {
            return;
        }

        Set(pose, PoseIndex.MouthAaa, voice.Aaa, mode);
        Set(pose, PoseIndex.MouthIii, voice.Iii, mode);
        Set(pose, PoseIndex.MouthUuu, voice.Uuu, mode);
        Set(pose, PoseIndex.MouthEee, voice.Eee, mode);
        Set(pose, PoseIndex.MouthOoo, voice.Ooo, mode);

        static void Set(Span<double> pose, int index, double heard, VoiceMode mode) =>
            pose[index] = mode == VoiceMode.Replace ? heard : Math.Max(pose[index], heard);
    }

    private void Count(bool isNew, bool isLost, bool isTracked, double idleWeight, TimeSpan? faceAge)
    {
        lock (_statusLock)
        {
            _status = new PuppetStatus(
                _status.PosesMade + 1,
                _status.FacesUsed + (isNew ? 1 : 0),
                _status.TimesLost + (isLost ? 1 : 0),
                isTracked,
                idleWeight,
                faceAge);
        }
    }
}

/// <summary>What a <see cref="PuppetDriver"/> has done so far, and how its face is.</summary>
/// <param name="PosesMade">How many poses it made.</param>
/// <param name="FacesUsed">How many samples it used.</param>
/// <param name="TimesLost">How often the face was lost after it had been found.</param>
/// <param name="IsFaceTracked">Whether the last pose followed a face.</param>
/// <param name="IdleWeight">How far the last pose was at rest, 0 (the face) to 1 (rest).</param>
/// <param name="FaceAge">How old the face of the last pose was; null before the first face.</param>
public readonly record struct PuppetStatus(
    long PosesMade,
    long FacesUsed,
    long TimesLost,
    bool IsFaceTracked,
    double IdleWeight,
    TimeSpan? FaceAge);

/// <summary>A pose that a <see cref="PuppetDriver"/> made.</summary>
/// <param name="Pose">The pose.</param>
/// <param name="FaceArrival">When the face that it follows arrived; null while it follows none.</param>
public readonly record struct DrivenPose(Pose Pose, TimeSpan? FaceArrival);
