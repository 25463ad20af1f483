namespace Bunraku.Conv.Networks;

/// <summary>The values of a pose that a block sees as constant planes.</summary>
/// <param name="values">Where they are read at every frame.</param>
/// <param name="count">How many.</param>
internal readonly unsafe struct PosePlanes(float* values, int count)
{
    public float* Values => values;

    public int Count => count;
}
