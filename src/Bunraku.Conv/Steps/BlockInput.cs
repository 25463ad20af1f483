using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Steps;

/// <summary>Some of the input channels of a block, with their depthwise convolution.</summary>
/// <param name="channels">Channels.</param>
internal abstract unsafe class BlockInput<TLanes, TVector>(int channels)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public int Channels => channels;

    /// <summary>Computes some rows of one channel into <see cref="BandScratch.Channel"/>.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="firstRow">The first row of the output; even.</param>
    /// <param name="rows">Rows of the output; even.</param>
    /// <param name="scratch">The memory of the calling thread.</param>
    public abstract void Run(int channel, int firstRow, int rows, BandScratch scratch);
}
