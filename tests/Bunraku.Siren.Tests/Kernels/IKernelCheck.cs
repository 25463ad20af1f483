using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Tests.Kernels;

/// <summary>A check of kernels that is the same for every width.</summary>
internal interface IKernelCheck
{
    /// <param name="width">For messages.</param>
    void Run<TLanes, TVector>(string width)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
