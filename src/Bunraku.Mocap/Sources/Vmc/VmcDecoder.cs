using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>
/// Gathers bones and expressions of the Virtual Motion Capture protocol until a face is complete. Messages may come one by one or in
/// bundles, in any order; unknown ones, surplus arguments and wrongly typed messages are ignored.
/// </summary>
public sealed class VmcDecoder : IOscReceiver
{
    /// <summary>The rotation of an avatar's eye bone that means a full look to the side.</summary>
    private const double FullGazeDegrees = 15;

    /// <summary>Packets that overtake each other make the sender's clock go back a little, in seconds.</summary>
    private const double LargestStepBack = 1;

    private static readonly TimeSpan ApplyExpectedWithin = TimeSpan.FromSeconds(1);

    private readonly double[] _weights = new double[Blendshapes.Count];
    private readonly double[] _expressions = new double[VrmExpressions.Count];
    private readonly Quaternion[] _bones = new Quaternion[(int)VmcBone.RightEye + 1];
    private readonly double[] _face = new double[Blendshapes.Count];
    private bool _isTracking = true;
    private bool _sawVmc;
    private bool _sawApply;
    private bool _sawHead;
    private TimeSpan? _lastApply;
    private double _senderTime;

    /// <summary>Begins with every bone at rest.</summary>
    public VmcDecoder() => Array.Fill(_bones, Quaternion.Identity);

    /// <summary>Forgets everything that was gathered: what follows comes from another sender, or from one that was restarted.</summary>
    public void Reset()
    {
        Array.Clear(_weights);
        Array.Clear(_expressions);
        Array.Fill(_bones, Quaternion.Identity);
        _isTracking = true;
        _lastApply = null;
        _senderTime = 0;
    }

    /// <summary>
    /// Takes one datagram. A face is complete when expressions are applied; from a sender that applies none, whenever the head was sent.
    /// </summary>
    /// <param name="datagram">A message or a bundle.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face that the datagram completed, or null.</param>
    /// <returns>False when the datagram is not OSC, or OSC without any VMC message.</returns>
    public bool TryParse(ReadOnlySpan<byte> datagram, TimeSpan arrival, out FacePose? face)
    {
        face = null;
        _sawVmc = _sawApply = _sawHead = false;
        if (!OscPacket.TryRead(datagram, this) || !_sawVmc)
        {
            return false;
        }

        _lastApply = _sawApply ? arrival : _lastApply;
        if (_sawApply || (_sawHead && !(arrival - _lastApply < ApplyExpectedWithin)))
        {
            face = Compose(arrival);
        }

        return true;
    }

    void IOscReceiver.Take(OscMessage message)
    {
        ReadOnlySpan<byte> address = message.Address;
        _sawVmc |= address.StartsWith("/VMC/"u8);
        if (address.SequenceEqual("/VMC/Ext/Blend/Val"u8))
        {
            TakeBlend(message);
        }
        else if (address.SequenceEqual("/VMC/Ext/Bone/Pos"u8))
        {
            TakeBone(message);
        }
        else if (address.SequenceEqual("/VMC/Ext/Blend/Apply"u8))
        {
            _sawApply = true;
        }
        else if (address.SequenceEqual("/VMC/Ext/OK"u8))
        {
            TakeStatus(message);
        }
        else if (address.SequenceEqual("/VMC/Ext/T"u8))
        {
            TakeTime(message);
        }
    }

    private void TakeBlend(OscMessage message)
    {
        if (!message.TryReadString(out ReadOnlySpan<byte> name) || !message.TryReadNumber(out double value))
        {
            return;
        }

        if (BlendshapeText.TryFindIgnoringCase(name, out Blendshape blendshape))
        {
            _weights[(int)blendshape] = value;
        }
        else if (VrmExpressions.TryFind(name, out VrmExpression expression))
        {
            _expressions[(int)expression] = value;
        }
    }

    private void TakeBone(OscMessage message)
    {
        if (!message.TryReadString(out ReadOnlySpan<byte> name) || !TryFindBone(name, out VmcBone bone))
        {
            return;
        }

        Span<float> values = stackalloc float[7];
        foreach (ref float value in values)
        {
            if (!message.TryReadNumber(out double number))
            {
                return;
            }

            value = (float)number;
        }

        _bones[(int)bone] = new Quaternion(values[3], values[4], values[5], values[6]);
        _sawHead |= bone == VmcBone.Head;
    }

    /// <summary>The fourth number, which newer senders add, says whether the tracking is good.</summary>
    private void TakeStatus(OscMessage message)
    {
        bool isComplete = message.TryReadNumber(out _) && message.TryReadNumber(out _) && message.TryReadNumber(out _);
        if (isComplete && message.TryReadNumber(out double tracking))
        {
            _isTracking = tracking != 0;
        }
    }

    /// <summary>The sender's clock, which begins at 0 with the sender: when it goes back by seconds, the sender was restarted.</summary>
    private void TakeTime(OscMessage message)
    {
        if (!message.TryReadNumber(out double time))
        {
            return;
        }

        if (time < _senderTime - LargestStepBack)
        {
            Reset();
        }

        _senderTime = time;
    }

    private FacePose Compose(TimeSpan arrival)
    {
        EulerAngles leftEye = HeadQuaternion.FromUnity(_bones[(int)VmcBone.LeftEye]);
        EulerAngles rightEye = HeadQuaternion.FromUnity(_bones[(int)VmcBone.RightEye]);
        _weights.CopyTo(_face, 0);
        VrmExpressions.Raise(_face, _expressions);
        GazeShapes.Raise(_face, leftEye, rightEye, FullGazeDegrees);
        TrackedWeights.Limit(_face);
        return new FacePose(_face)
        {
            HeadRotation = HeadQuaternion.FromUnity(HeadAgainstHips()),
            LeftEyeRotation = leftEye,
            RightEyeRotation = rightEye,
            Timestamp = arrival,
            IsFaceFound = _isTracking,
        };
    }

    /// <summary>Trackers spread the turn of the head over neck and spine; the whole of it is what the user did.</summary>
    private Quaternion HeadAgainstHips() =>
        _bones[(int)VmcBone.Spine] * _bones[(int)VmcBone.Chest] * _bones[(int)VmcBone.UpperChest] * _bones[(int)VmcBone.Neck] * _bones[(int)VmcBone.Head];

    private static bool TryFindBone(ReadOnlySpan<byte> name, [MaybeNullWhen(false)] out VmcBone bone)
    {
        for (bone = 0; bone <= VmcBone.RightEye; bone++)
        {
            if (Ascii.EqualsIgnoreCase(name, NameOf(bone)))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> NameOf(VmcBone bone) => bone switch
    {
        VmcBone.Spine => "Spine"u8,
        VmcBone.Chest => "Chest"u8,
        VmcBone.UpperChest => "UpperChest"u8,
        VmcBone.Neck => "Neck"u8,
        VmcBone.Head => "Head"u8,
        VmcBone.LeftEye => "LeftEye"u8,
        _ => "RightEye"u8,
    };
}

/// <summary>The bones of Unity's humanoid that turn the head and the eyes, each relative to the one before it.</summary>
internal enum VmcBone
{
    Spine,
    Chest,
    UpperChest,
    Neck,
    Head,
    LeftEye,
    RightEye,
}
