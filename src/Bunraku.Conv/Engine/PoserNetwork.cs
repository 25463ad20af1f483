namespace Bunraku.Conv.Engine;

/// <summary>The five networks, in the order in which a picture passes through them.</summary>
internal enum PoserNetwork
{
    Decomposer,
    Combiner,
    Face,
    Rotator,
    Editor,
}
