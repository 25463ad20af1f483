namespace Bunraku.Siren.Lanes;

/// <summary>Work that is written once for every SIMD width.</summary>
/// <typeparam name="TResult">The result of the work.</typeparam>
internal interface ILaneWork<out TResult>
{
    TResult Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
