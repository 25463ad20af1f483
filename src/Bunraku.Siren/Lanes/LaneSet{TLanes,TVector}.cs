namespace Bunraku.Siren.Lanes;

/// <inheritdoc cref="LaneSet"/>
internal sealed class LaneSet<TLanes, TVector> : LaneSet
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public override TResult Run<TResult>(ILaneWork<TResult> work) => work.Run<TLanes, TVector>();
}
