using System.Numerics;

namespace Bunraku.Mocap.Faces;

/// <summary>
/// One sample of a tracked face, the one form that every source is decoded into: 52 blendshape weights, the rotations of head
/// and eyes, and when it arrived. It is immutable and holds finite numbers only: a NaN or an infinity is stored as 0.
/// </summary>
public sealed class FacePose
{
    private readonly double[] _weights;
    private readonly EulerAngles _headRotation;
    private readonly EulerAngles _leftEyeRotation;
    private readonly EulerAngles _rightEyeRotation;
    private readonly Vector3? _headPosition;

    /// <summary>Makes a face from its weights; a source sets the other properties as far as it knows them.</summary>
    /// <param name="weights">
    /// The 52 weights in the order of <see cref="Blendshape"/>: 0 at rest, 1 fully moved. They are copied, not clamped.
    /// </param>
    /// <exception cref="ArgumentException">There are not 52 weights.</exception>
    public FacePose(ReadOnlySpan<double> weights)
    {
        if (weights.Length != Blendshapes.Count)
        {
            throw new ArgumentException($"A face has {Blendshapes.Count} weights, but {weights.Length} were given.", nameof(weights));
        }

        _weights = weights.ToArray();
        foreach (ref double weight in _weights.AsSpan())
        {
            weight = double.IsFinite(weight) ? weight : 0;
        }
    }

    /// <summary>The face before any data: all weights and angles 0.</summary>
    public static FacePose Neutral { get; } = new(stackalloc double[Blendshapes.Count]);

    /// <summary>The 52 weights in the order of <see cref="Blendshape"/>, nominally 0 to 1 but not clamped.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The weight of a blendshape, usually 0 to 1.</summary>
    public double this[Blendshape blendshape] => _weights[(int)blendshape];

    /// <summary>The rotation of the head in radians; see <see cref="EulerAngles"/> for its signs.</summary>
    public EulerAngles HeadRotation
    {
        get => _headRotation;
        init => _headRotation = FiniteOrZero(value);
    }

    /// <summary>
    /// The rotation of the left eye in its socket, in radians. It is shown and recorded; the gaze of the character comes from
    /// the eyeLook blendshapes.
    /// </summary>
    public EulerAngles LeftEyeRotation
    {
        get => _leftEyeRotation;
        init => _leftEyeRotation = FiniteOrZero(value);
    }

    /// <inheritdoc cref="LeftEyeRotation"/>
    public EulerAngles RightEyeRotation
    {
        get => _rightEyeRotation;
        init => _rightEyeRotation = FiniteOrZero(value);
    }

    /// <summary>The position of the head in metres and in the source's own axes, where the source tells it.</summary>
    public Vector3? HeadPosition
    {
        get => _headPosition;
        init => _headPosition = value is { } position && float.IsFinite(position.X + position.Y + position.Z) ? position : null;
    }

    /// <summary>When the sample arrived, on a clock that never goes back; its zero is the receiver's choice.</summary>
    public TimeSpan Timestamp { get; init; }

    /// <summary>False when the source says that it sees no face now; the other values then mean nothing.</summary>
    public bool IsFaceFound { get; init; } = true;

    /// <summary>The sample that says that no face is seen.</summary>
    public static FacePose NotFound(TimeSpan timestamp) => new(Neutral._weights) { IsFaceFound = false, Timestamp = timestamp };

    /// <summary>The same face at another time.</summary>
    public FacePose At(TimeSpan timestamp) => new(_weights)
    {
        HeadRotation = HeadRotation,
        LeftEyeRotation = LeftEyeRotation,
        RightEyeRotation = RightEyeRotation,
        HeadPosition = HeadPosition,
        Timestamp = timestamp,
        IsFaceFound = IsFaceFound,
    };

    /// <summary>The same face as seen in a mirror: every left and right exchanged, head y and z with the opposite sign.</summary>
    public FacePose Mirrored()
    {
        Span<double> mirrored = stackalloc double[Blendshapes.Count];
        for (int index = 0; index < mirrored.Length; index++)
        {
            mirrored[(int)Blendshapes.Mirror((Blendshape)index)] = _weights[index];
        }

        return new FacePose(mirrored)
        {
            HeadRotation = HeadRotation.Mirrored(),
            LeftEyeRotation = RightEyeRotation.Mirrored(),
            RightEyeRotation = LeftEyeRotation.Mirrored(),
            HeadPosition = HeadPosition is { } position ? position with { X = -position.X } : null,
            Timestamp = Timestamp,
            IsFaceFound = IsFaceFound,
        };
    }

    private static EulerAngles FiniteOrZero(EulerAngles angles) => angles.IsFinite ? angles : EulerAngles.Zero;
}
