using Bunraku.Core.Poses;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The poses of the batch under way.</summary>
internal sealed class Batch
{
    /// <summary>The largest batch of the original's configuration.</summary>
    public const int MaximumSize = 8;

    private readonly Pose[] _poses = new Pose[MaximumSize];

    public int Size { get; private set; }

    public ReadOnlySpan<float> PoseOf(int example) => _poses[example].Values;

    /// <exception cref="ArgumentException">There are no examples, or too many.</exception>
    public void Begin(int size)
    {
        if (size is < 1 or > MaximumSize)
        {
            throw new ArgumentException($"A batch has 1 to {MaximumSize} examples, but {size} were given.", nameof(size));
        }

        Size = size;
    }

    public void Set(int example, Pose pose) => _poses[example] = pose;
}
