using Bunraku.Conv.Maps;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>Turns the blocks of a network into steps, in the order in which they run.</summary>
/// <param name="workspace">Memory for the feature maps.</param>
/// <param name="weights">The network's tensors.</param>
/// <param name="body">What the keys of all blocks begin with, such as <c>body.</c>.</param>
/// <param name="rectifier">The rectifier of all blocks.</param>
internal sealed unsafe class NetworkBuilder<TLanes, TVector>(Workspace workspace, NetworkTensors weights, string body, Rectifier rectifier)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly EngineMemory _memory = workspace.Lasting;
    private readonly List<IStep> _steps = [];

    /// <summary>The steps since the last call.</summary>
    public IStep[] TakeSteps()
    {
        IStep[] steps = [.. _steps];
        _steps.Clear();
        return steps;
    }

    /// <summary>C3 or C7: a block that keeps the size.</summary>
    /// <param name="block">The block's key after the body's.</param>
    /// <param name="maps">The features, one behind the other.</param>
    /// <param name="pose">Planes behind them, or none.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">3 or 7.</param>
    public FeatureMap Same(string block, FeatureMap[] maps, PosePlanes pose, int outputs, int kernel = 3)
    {
        int size = maps[0].Size, area = kernel * kernel;
        ReadOnlySpan<float> taps = weights.Take($"{body}{block}.0.weight", maps.Sum(map => map.Channels) + pose.Count, 1, kernel, kernel);
        List<BlockInput<TLanes, TVector>> inputs = [];
        foreach (FeatureMap map in maps)
        {
            inputs.Add(new SameInput<TLanes, TVector>(_memory, map, taps[..(area * map.Channels)], kernel));
            taps = taps[(area * map.Channels)..];
        }

        if (pose.Count > 0)
        {
            inputs.Add(new PoseInput<TLanes, TVector>(_memory, pose.Values, pose.Count, size, taps, kernel));
        }

        return Finish(block, [.. inputs], FeatureMap.Passing(workspace, outputs, size, rectifier));
    }

    /// <summary>DOWN: half the size, twice the channels.</summary>
    /// <param name="block">The block's key after the body's.</param>
    /// <param name="map">The features.</param>
    /// <param name="isLasting">Whether the result must outlive the network's run.</param>
    public FeatureMap Down(string block, FeatureMap map, bool isLasting = false)
    {
        (int channels, int size) = (2 * map.Channels, map.Size / 2);
        float[] taps = weights.Take($"{body}{block}.0.weight", map.Channels, 1, 4, 4);
        FeatureMap output = isLasting ? FeatureMap.Lasting(_memory, channels, size, rectifier) : FeatureMap.Passing(workspace, channels, size, rectifier);
        return Finish(block, [new DownInput<TLanes, TVector>(_memory, map, taps)], output);
    }

    /// <summary>UPT: a transposed convolution to double the size and half the channels.</summary>
    public FeatureMap UpTransposed(string block, FeatureMap map)
    {
        float[] taps = weights.Take($"{body}{block}.0.weight", map.Channels, 1, 4, 4);
        return Finish(block, [new UpInput<TLanes, TVector>(_memory, map, taps)], FeatureMap.Passing(workspace, map.Channels / 2, 2 * map.Size, rectifier));
    }

    /// <summary>A doubling to the nearest pixel, then C3 to half the channels.</summary>
    /// <param name="block">The block's key after the body's.</param>
    /// <param name="map">The features to be doubled.</param>
    /// <param name="kept">Features of double size behind them, or null.</param>
    public FeatureMap UpNearest(string block, FeatureMap map, FeatureMap? kept = null)
    {
        ReadOnlySpan<float> taps = weights.Take($"{body}{block}.0.weight", map.Channels + (kept?.Channels ?? 0), 1, 3, 3);
        var doubled = new UpInput<TLanes, TVector>(_memory, map, taps[..(9 * map.Channels)]);
        BlockInput<TLanes, TVector>[] inputs = kept is null ? [doubled] : [doubled, new SameInput<TLanes, TVector>(_memory, kept, taps[(9 * map.Channels)..])];
        return Finish(block, inputs, FeatureMap.Passing(workspace, map.Channels / 2, 2 * map.Size, rectifier));
    }

    /// <summary>The blocks RES <paramref name="first"/> to 5.</summary>
    public FeatureMap Residuals(FeatureMap map, int first)
    {
        FeatureMap inner = FeatureMap.Passing(workspace, map.Channels, map.Size, rectifier), outer = FeatureMap.Passing(workspace, map.Channels, map.Size);
        FeatureMap[] complete = [FeatureMap.Passing(workspace, map.Channels, map.Size), FeatureMap.Passing(workspace, map.Channels, map.Size)];
        for (int i = first; i <= 5; i++)
        {
            // A block reads what it adds to while the next one is written: two maps take turns.
            FeatureMap keep = complete[i % 2], sum = outer.On(keep, _memory);
            string path = $"{body}bottleneck_blocks.{i}.resnet_path.";
            Finish($"{path}0.1", $"{path}1", [new SameInput<TLanes, TVector>(_memory, map, Taps3($"{path}0.0", map.Channels), keep: keep)], inner);
            map = Finish($"{path}3.1", $"{path}4", [new SameInput<TLanes, TVector>(_memory, inner, Taps3($"{path}3.0", map.Channels))], sum);
        }

        return map;
    }

    private float[] Taps3(string key, int channels) => weights.Take(key + ".weight", channels, 1, 3, 3);

    private FeatureMap Finish(string block, BlockInput<TLanes, TVector>[] inputs, FeatureMap output) => Finish($"{body}{block}.1", $"{body}{block}.2", inputs, output);

    private FeatureMap Finish(string product, string norm, BlockInput<TLanes, TVector>[] inputs, FeatureMap output)
    {
        float[] matrix = weights.Take(product + ".weight", output.Channels, inputs.Sum(input => input.Channels), 1, 1);
        var parameters = new NormParameters(weights.Take(norm + ".weight", output.Channels), weights.Take(norm + ".bias", output.Channels));
        _steps.Add(new BlockStep<TLanes, TVector>(_memory, inputs, matrix, parameters, output));
        return output;
    }
}
