using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Steps;

/// <summary>
/// Some of the input channels of a block, with their depthwise convolution. Windows and convolutions are apart, because a processor stalls where it reads what
/// it has just written at other places: the block prepares the windows of several channels before it reads the first.
/// </summary>
/// <param name="channels">Channels.</param>
internal abstract unsafe class BlockInput<TLanes, TVector>(int channels)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public int Channels => channels;

    /// <summary>The floats of one channel's window.</summary>
    /// <param name="rows">Rows of the output.</param>
    public abstract int WindowFloats(int rows);

    /// <summary>Fills the window of one channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="firstRow">The first row of the output; even.</param>
    /// <param name="rows">Rows of the output; even.</param>
    /// <param name="window">[<see cref="WindowFloats"/>].</param>
    public abstract void Prepare(int channel, int firstRow, int rows, float* window);

    /// <summary>Convolves one channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="rows">Rows of the output; even.</param>
    /// <param name="window">What was prepared.</param>
    /// <param name="output">[rows][width].</param>
    public abstract void Convolve(int channel, int rows, float* window, float* output);
}
