namespace Bunraku.Siren.Lanes;

/// <inheritdoc cref="FixedLaneSet"/>
internal sealed class FixedLaneSet<TFixed, TInts, TLanes, TFloats> : FixedLaneSet
    where TFixed : struct, IFixedLanes<TInts, TFloats>
    where TInts : struct
    where TLanes : struct, ILanes<TFloats>
    where TFloats : struct
{
    public override TResult Run<TResult>(IFixedLaneWork<TResult> work) => work.Run<TFixed, TInts, TLanes, TFloats>();
}
