namespace Bunraku.Siren.Lanes;

/// <summary>One kind of fixed-point lanes as a value, with the float lanes of the same width.</summary>
internal abstract class FixedLaneSet
{
    /// <summary>Runs work with these lanes.</summary>
    public abstract TResult Run<TResult>(IFixedLaneWork<TResult> work);
}
