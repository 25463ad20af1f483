using System.Collections;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Siren.Support;

/// <summary>
/// Finds the pixels that any pose can reach, by posing the character many times. A pixel counts where its alpha gets above 1/10 in
/// some pose; around those, everything within 6 pixels belongs to the mask, for the poses in between. The threshold keeps out the haze
/// that a student leaves in the background, whose alpha stays below.
/// </summary>
internal static class SupportMaskSampler
{
    private const int Size = CharacterPicture.Size;
    private const float Threshold = 1 / 10f;
    private const int Radius = 6;

    /// <param name="poser">A dense poser of the character.</param>
    /// <param name="poses">The poses that are drawn.</param>
    /// <param name="progress">Told the share that is done, 0 to 1; may be null.</param>
    /// <param name="cancellation">Checked between poses.</param>
    public static SupportMask Sample(IPoser poser, Pose[] poses, IProgress<double>? progress, CancellationToken cancellation)
    {
        var frame = new PosedFrame(PoseRequest.Whole);
        var reached = new BitArray(Size * Size);
        for (int i = 0; i < poses.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            poser.Render(poses[i], frame);
            Mark(frame.Blended.AsSpan(3 * Size * Size), reached);
            progress?.Report((i + 1.0) / poses.Length);
        }

        return new SupportMask(Dilate(reached));
    }

    private static void Mark(ReadOnlySpan<float> alpha, BitArray reached)
    {
        // Alpha is scaled to -1..1.
        const float Limit = (2 * Threshold) - 1;
        for (int pixel = 0; pixel < alpha.Length; pixel++)
        {
            if (alpha[pixel] > Limit)
            {
                reached[pixel] = true;
            }
        }
    }

    private static BitArray Dilate(BitArray reached)
    {
        var dilated = new BitArray(reached.Length);
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                if (IsReachedWithin(reached, row, column))
                {
                    dilated[(row * Size) + column] = true;
                }
            }
        }

        return dilated;
    }

    private static bool IsReachedWithin(BitArray reached, int row, int column)
    {
        for (int i = Math.Max(0, row - Radius); i <= Math.Min(Size - 1, row + Radius); i++)
        {
            int halfWidth = (int)Math.Sqrt((Radius * Radius) - ((i - row) * (i - row)));
            for (int j = Math.Max(0, column - halfWidth); j <= Math.Min(Size - 1, column + halfWidth); j++)
            {
                if (reached[(i * Size) + j])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
