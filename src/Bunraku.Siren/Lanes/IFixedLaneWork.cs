namespace Bunraku.Siren.Lanes;

/// <summary>Work in 16-bit fixed point that is written once for every SIMD width.</summary>
/// <typeparam name="TResult">The result of the work.</typeparam>
internal interface IFixedLaneWork<out TResult>
{
    TResult Run<TFixed, TInts, TLanes, TFloats>()
        where TFixed : struct, IFixedLanes<TInts, TFloats>
        where TInts : struct
        where TLanes : struct, ILanes<TFloats>
        where TFloats : struct;
}
