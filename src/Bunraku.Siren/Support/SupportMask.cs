using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Characters;
using Bunraku.Core.Clusters;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;

namespace Bunraku.Siren.Support;

/// <summary>
/// The pixels of the 512 x 512 frame that any pose of one character can reach, found once per character by posing it many times.
/// </summary>
public sealed class SupportMask
{
    private const int Size = CharacterPicture.Size;
    private readonly BitArray _pixels;

    /// <param name="pixels">512 * 512 flags, row by row.</param>
    internal SupportMask(BitArray pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, Size * Size);
        _pixels = pixels;
        (int top, int left, int bottom, int right) = (Size, Size, 0, 0);
        int count = 0;
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                if (Contains(row, column))
                {
                    count++;
                    (top, bottom) = (Math.Min(top, row), row + 1);
                    (left, right) = (Math.Min(left, column), Math.Max(right, column + 1));
                }
            }
        }

        Coverage = (double)count / (Size * Size);
        Bounds = count == 0 ? new PixelRectangle(0, 0, 0, 0) : new PixelRectangle(top, left, bottom - top, right - left);
    }

    /// <summary>The share of the frame's pixels that is in the mask, 0 to 1.</summary>
    public double Coverage { get; }

    /// <summary>The smallest rectangle that holds the mask.</summary>
    public PixelRectangle Bounds { get; }

    internal BitArray Pixels => _pixels;

    /// <summary>The mask of a character if it came with one or is in the user's cache, else null.</summary>
    public static SupportMask? TryLoad(CharacterModel character) => character.ReachablePixels is { } pixels
        ? new SupportMask(new BitArray(pixels.ToArray()))
        : SupportMaskCache.TryRead(character);

    /// <summary>The flags of the pixels, row by row, eight to a byte, lowest bit first.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size * Size / 8];
        _pixels.CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>How many frames of a poser a mask takes.</summary>
    public static int FramesOfAll => SupportPoses.Count;

    /// <summary>The cached mask of whatever a poser draws, or null.</summary>
    /// <param name="identity">As for <see cref="LoadOrCompute(IPoser, string, IProgress{double}?, CancellationToken)"/>.</param>
    public static SupportMask? Load(string identity) => SupportMaskCache.TryRead(KeyOf(identity));

    /// <summary>Nearly the mask of whatever a poser draws, found from some corners and not cached: enough to measure times with.</summary>
    /// <param name="poser">The poser, computing every pixel.</param>
    /// <param name="frames">How many frames it draws, at least 1.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public static SupportMask Estimate(IPoser poser, int frames, CancellationToken cancellation = default) =>
        SupportMaskSampler.Sample(poser, [.. SupportPoses.Corners(frames)], progress: null, cancellation);

    /// <summary>The mask of whatever a poser draws: from the user's cache, else found now and cached.</summary>
    /// <param name="poser">The poser, computing every pixel.</param>
    /// <param name="identity">Equal for posers that draw equal pictures, and for no others.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public static SupportMask LoadOrCompute(IPoser poser, string identity, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        string key = KeyOf(identity);
        if (SupportMaskCache.TryRead(key) is { } cached)
        {
            return cached;
        }

        SupportMask mask = Of(poser, progress, cancellation);
        SupportMaskCache.TryWrite(key, mask);
        return mask;
    }

    /// <summary>The same for several processes: each draws its share of the poses, and all get the mask.</summary>
    /// <param name="cluster">The processes.</param>
    /// <param name="poser">The poser, computing every pixel.</param>
    /// <param name="identity">As for <see cref="LoadOrCompute(IPoser, string, IProgress{double}?, CancellationToken)"/>.</param>
    /// <param name="cancellation">Ends the search on every process with an <see cref="OperationCanceledException"/>.</param>
    public static SupportMask LoadOrCompute(ICollective cluster, IPoser poser, string identity, CancellationToken cancellation)
    {
        string key = KeyOf(identity);
        byte[] cached = cluster.Broadcast(cluster.Rank == 0 ? SupportMaskCache.TryRead(key)?.ToBytes() ?? [] : []);
        if (cached.Length > 0)
        {
            return new SupportMask(new BitArray(cached));
        }

        // What is reached in any pose is reached, so the shares of the processes may be joined after each was widened.
        byte[][] shares = cluster.Gather(ShareOf(cluster, poser, cancellation)?.ToBytes() ?? []);
        if (shares.Any(share => share.Length == 0))
        {
            throw new OperationCanceledException("The search for the pixels that any pose can reach was stopped.");
        }

        var all = new BitArray(shares[0]);
        foreach (byte[] share in shares)
        {
            all.Or(new BitArray(share));
        }

        var mask = new SupportMask(all);
        if (cluster.Rank == 0)
        {
            SupportMaskCache.TryWrite(key, mask);
        }

        return mask;
    }

    /// <summary>The mask of whatever a poser draws, found now and not cached.</summary>
    /// <param name="poser">The poser, computing every pixel.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public static SupportMask Of(IPoser poser, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        SupportMaskSampler.Sample(poser, [.. SupportPoses.All()], progress, cancellation);

    /// <summary>Null where it was cancelled: the others wait for an answer.</summary>
    private static SupportMask? ShareOf(ICollective cluster, IPoser poser, CancellationToken cancellation)
    {
        try
        {
            return SupportMaskSampler.Sample(poser, [.. SupportPoses.All().Where((_, k) => k % cluster.Size == cluster.Rank)], progress: null, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static string KeyOf(string identity) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));

    /// <summary>Whether the pixel of a row and column is in the mask.</summary>
    public bool Contains(int row, int column) => _pixels[(row * Size) + column];
}
