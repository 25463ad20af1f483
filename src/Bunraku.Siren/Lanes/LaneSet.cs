namespace Bunraku.Siren.Lanes;

/// <summary>One kind of lanes as a value, so that the choice of a SIMD width is made in one place.</summary>
internal abstract class LaneSet
{
    /// <summary>Runs work with these lanes.</summary>
    public abstract TResult Run<TResult>(ILaneWork<TResult> work);
}
