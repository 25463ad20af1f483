using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Rig.Motion;

/// <summary>
/// The grid change of a pose. The motion is evaluated at nodes eight pixels apart, and a uniform cubic B-spline through them gives every pixel its
/// offset. So the field is twice continuously differentiable over the whole picture, also where it is empty.
/// </summary>
internal sealed class WarpField
{
    private const int Size = CharacterPicture.Size;
    private const int Spacing = 8;
    private const int Cells = Size / Spacing;

    /// <summary>Node k lies at pixel 8 (k - 1): one before the picture, two after it.</summary>
    private const int Nodes = Cells + 3;

    private static readonly Vector256<float>[] ColumnWeights = [.. Enumerable.Range(0, 4).Select(tap => Vector256.Create(Weights(tap)))];

    private readonly float[] _x = new float[Nodes * Nodes];
    private readonly float[] _y = new float[Nodes * Nodes];

    /// <summary>Fills a grid change, [2, 512, 512]: x offsets, then y offsets, in units where 2 is the side of the picture.</summary>
    public void Compute(Pose pose, Span<float> gridChange)
    {
        const float Unit = 2f / Size;
        var motion = new BodyMotion(pose);
        for (int node = 0; node < Nodes * Nodes; node++)
        {
            float x = (Spacing * ((node % Nodes) - 1)) - 0.5f + (0.5f * Spacing);
            float y = (Spacing * ((node / Nodes) - 1)) - 0.5f + (0.5f * Spacing);
            (float sourceX, float sourceY) = motion.Source(x, y);
            _x[node] = (sourceX - x) * Unit;
            _y[node] = (sourceY - y) * Unit;
        }

        Interpolate(_x, gridChange[..(Size * Size)]);
        Interpolate(_y, gridChange[(Size * Size)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interpolate(float[] nodes, Span<float> field)
    {
        Span<float> line = stackalloc float[Nodes];
        float[][] weights = [Weights(0), Weights(1), Weights(2), Weights(3)];
        for (int row = 0; row < Size; row++)
        {
            (int cell, int phase) = Math.DivRem(row, Spacing);
            ReadOnlySpan<float> above = nodes.AsSpan(cell * Nodes, 4 * Nodes);
            for (int k = 0; k < Nodes; k++)
            {
                line[k] = (above[k] * weights[0][phase]) + (above[k + Nodes] * weights[1][phase])
                    + (above[k + (2 * Nodes)] * weights[2][phase]) + (above[k + (3 * Nodes)] * weights[3][phase]);
            }

            for (int k = 0; k < Cells; k++)
            {
                Vector256<float> sum = (ColumnWeights[0] * line[k]) + (ColumnWeights[1] * line[k + 1])
                    + (ColumnWeights[2] * line[k + 2]) + (ColumnWeights[3] * line[k + 3]);
                sum.CopyTo(field.Slice((row * Size) + (k * Spacing), Spacing));
            }
        }
    }

    /// <summary>The weights of a tap at the eight pixels of a cell.</summary>
    private static float[] Weights(int tap) => [.. Enumerable.Range(0, Spacing).Select(phase => Weight(tap, (phase + 0.5) / Spacing))];

    private static float Weight(int tap, double t) => (float)(tap switch
    {
        0 => (1 - t) * (1 - t) * (1 - t) / 6,
        1 => ((3 * t * t * t) - (6 * t * t) + 4) / 6,
        2 => ((-3 * t * t * t) + (3 * t * t) + (3 * t) + 1) / 6,
        _ => t * t * t / 6,
    });
}
