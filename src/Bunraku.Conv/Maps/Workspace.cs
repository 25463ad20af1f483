using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Maps;

/// <summary>
/// Memory for feature maps. The networks run one after another, so what one of them needs while it runs is taken from the same floats as what
/// another needs.
/// </summary>
/// <param name="memory">Where the shared floats are cut from, on the first <see cref="Take"/>.</param>
/// <param name="capacity">How many floats there are.</param>
internal sealed unsafe class Workspace(EngineMemory memory, int capacity)
{
    private const int LineFloats = 16;
    private readonly float* _floats = memory.TakeUninitialized(capacity);
    private int _used;

    /// <summary>Memory for what must outlive the network that wrote it.</summary>
    public EngineMemory Lasting => memory;

    /// <summary>Begins the maps of the next network, on top of those of the one before.</summary>
    public void Restart() => _used = 0;

    /// <summary>Cuts off a piece of arbitrary content.</summary>
    public float* Take(int floats)
    {
        float* piece = _floats + _used;
        _used += (floats + LineFloats - 1) / LineFloats * LineFloats;
        return _used <= capacity ? piece : throw new InvalidOperationException($"The feature maps of a network need more than {capacity} floats.");
    }
}
