using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd;

/// <summary>What a level keeps of its way forward until it goes back: the arguments of all its sines, group by group.</summary>
internal sealed unsafe class KeptArguments
{
    private readonly float* _values;
    private readonly int _groupFloats;
    private readonly int _bandGroups;

    /// <param name="size">The level's width and height in pixels.</param>
    /// <param name="level">The level.</param>
    /// <param name="memory">Where they are kept; what is never written is never committed.</param>
    public KeptArguments(int size, TrainedLevel level, EngineMemory memory)
    {
        _groupFloats = level.Floats;
        _bandGroups = size * size / Bands.Count / (TrainingScratch.GroupTiles * Tile.Pixels);
        _values = memory.TakeUninitialized(Bands.Count * _bandGroups * _groupFloats);
    }

    /// <summary>The arguments of a group, laid out like its activations.</summary>
    /// <param name="band">Its band.</param>
    /// <param name="group">Its number in the band.</param>
    public float* Of(int band, int group) => _values + ((nint)((band * _bandGroups) + group) * _groupFloats);
}
