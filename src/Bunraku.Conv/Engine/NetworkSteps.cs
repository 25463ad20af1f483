using Bunraku.Conv.Maps;
using Bunraku.Conv.Networks;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Preparation;
using Bunraku.Conv.Steps;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Engine;

/// <summary>The steps of all five networks. Those that depend on less than the others stand apart, because they are run less often.</summary>
internal sealed unsafe class NetworkSteps<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const string Body = "body.";
    private const int Eyebrows = 12, Face = 27, Rotation = 6;
    private readonly EngineMemory _memory;
    private readonly Workspace _workspace;
    private readonly PoserMaps _maps;
    private readonly FrameHealth _health;

    /// <param name="memory">Where everything is kept.</param>
    /// <param name="weights">The tensors.</param>
    /// <param name="pose">The 45 values that are read at every frame.</param>
    /// <param name="maps">The pictures.</param>
    /// <param name="health">Told of values that are not finite.</param>
    public NetworkSteps(EngineMemory memory, PoserWeights weights, float* pose, PoserMaps maps, FrameHealth health)
    {
        (_memory, _maps, _health) = (memory, maps, health);
        _workspace = new Workspace(memory, WorkspaceFloats);
        BuildDecomposer(weights.Decomposer);
        BuildCombiner(weights.Combiner, new PosePlanes(pose, Eyebrows));
        BuildFace(weights.Face, new PosePlanes(pose + Eyebrows, Face));
        BuildRotator(weights.Rotator, new PosePlanes(pose + Eyebrows + Face, Rotation));
        BuildEditor(weights.Editor, new PosePlanes(pose + Eyebrows + Face, Rotation));
    }

    /// <summary>The floats of the feature maps of the largest network, the editor.</summary>
    public static int WorkspaceFloats => 37 << 20;

    /// <summary>Depends on the picture.</summary>
    public IStep[] Decomposer { get; private set; } = [];

    /// <summary>Depends on the picture.</summary>
    public IStep[] CombinerDown { get; private set; } = [];

    /// <summary>Depends on the picture and the eyebrows.</summary>
    public IStep[] Combiner { get; private set; } = [];

    /// <summary>Depends on the picture and the eyebrows.</summary>
    public IStep[] FaceDown { get; private set; } = [];

    /// <summary>Depends on the picture and the face.</summary>
    public IStep[] FaceMorpher { get; private set; } = [];

    /// <summary>Depends on the picture and the face.</summary>
    public IStep[] Halve { get; private set; } = [];

    /// <summary>Depends on everything.</summary>
    public IStep[] Rotator { get; private set; } = [];

    /// <summary>The rotator without its direct image, which nothing but an output needs.</summary>
    public IStep[] RotatorEnd { get; private set; } = [];

    /// <summary>The rotator with its direct image.</summary>
    public IStep[] RotatorEndWithDirect { get; private set; } = [];

    /// <summary>Depends on everything.</summary>
    public IStep[] Editor { get; private set; } = [];

    /// <summary>Every step of a frame of which everything is new.</summary>
    public IEnumerable<IStep> All => [.. Decomposer, .. CombinerDown, .. Combiner, .. FaceDown, .. FaceMorpher, .. Halve, .. Rotator, .. RotatorEnd, .. Editor];

    private void BuildDecomposer(NetworkTensors weights)
    {
        NetworkBuilder<TLanes, TVector> network = Begin(weights, Body, Rectifier.Relu);
        FeatureMap features = UpTransposed(network, Bottleneck(network, DownFrom(network, network.Same("downsample_blocks.0", [_maps.EyebrowCrop.Map], default, 64)), default));
        Decomposer = [.. network.TakeSteps(), new DecomposerHead<TLanes, TVector>(_memory, features, weights, _maps, _health)];
    }

    private void BuildCombiner(NetworkTensors weights, PosePlanes pose)
    {
        NetworkBuilder<TLanes, TVector> network = Begin(weights, Body, Rectifier.Relu);
        FeatureMap down = DownFrom(network, network.Same("downsample_blocks.0", [_maps[SeparableOutput.DecomposerBackgroundLayer], _maps.Eyebrow.Map], default, 64), isLasting: true);
        CombinerDown = network.TakeSteps();
        FeatureMap features = UpTransposed(network, Bottleneck(network, down, pose));
        Combiner = [.. network.TakeSteps(), new CombinerHead<TLanes, TVector>(_memory, features, weights, _maps, _health)];
    }

    private void BuildFace(NetworkTensors weights, PosePlanes pose)
    {
        NetworkBuilder<TLanes, TVector> network = Begin(weights, Body, Rectifier.Relu);
        FeatureMap down = DownFrom(network, network.Same("downsample_blocks.0", [_maps.FaceCrop.Map], default, 64), isLasting: true);
        FaceDown = network.TakeSteps();
        FeatureMap features = UpTransposed(network, Bottleneck(network, down, pose));
        FaceMorpher = [.. network.TakeSteps(), new FaceHead<TLanes, TVector>(_memory, features, weights, _maps, _health)];
    }

    private void BuildRotator(NetworkTensors weights, PosePlanes pose)
    {
        Halve = [new HalveStep<TLanes, TVector>(_maps.Morphed.Map, _maps.HalfMorphed)];
        NetworkBuilder<TLanes, TVector> network = Begin(weights, "encoder_decoder.", Rectifier.Leaky);
        FeatureMap features = network.Residuals(DownFrom(network, network.Same("downsample_blocks.0", [_maps.HalfMorphed.Map], pose, 64, kernel: 7)), first: 0);
        for (int i = 0; i < 3; i++)
        {
            features = network.UpNearest($"upsample_blocks.{i}.1", features);
        }

        Rotator = network.TakeSteps();
        RotatorEnd = [new RotatorHead<TLanes, TVector>(_memory, features, weights, _maps, _health, withDirect: false)];
        RotatorEndWithDirect = [new RotatorHead<TLanes, TVector>(_memory, features, weights, _maps, _health, withDirect: true)];
    }

    private void BuildEditor(NetworkTensors weights, PosePlanes pose)
    {
        NetworkBuilder<TLanes, TVector> network = Begin(weights, Body, Rectifier.Leaky);
        FeatureMap warped = FeatureMap.Passing(_workspace, 4, _maps.Morphed.Size), grid = FeatureMap.Passing(_workspace, 2, _maps.Morphed.Size);
        FeatureMap[] kept = new FeatureMap[3];
        FeatureMap features = network.Same("downsample_blocks.0", [_maps.Morphed.Map, warped, grid], pose, 32);
        for (int i = 0; i < 3; i++)
        {
            kept[i] = features;
            features = network.Down($"downsample_blocks.{i + 1}", features);
        }

        features = network.Residuals(features, first: 0);
        for (int i = 0; i < 3; i++)
        {
            features = network.UpNearest($"upsample_blocks.{i}", features, kept[2 - i]);
        }

        Editor =
        [
            new EnlargeStep<TLanes, TVector>(_maps[SeparableOutput.RotatorWarped], warped),
            new EnlargeStep<TLanes, TVector>(_maps[SeparableOutput.RotatorGridChange], grid),
            .. network.TakeSteps(),
            new EditorHead<TLanes, TVector>(_memory, features, weights, _maps, _health, grid),
        ];
    }

    private NetworkBuilder<TLanes, TVector> Begin(NetworkTensors weights, string body, Rectifier rectifier)
    {
        _workspace.Restart();
        return new NetworkBuilder<TLanes, TVector>(_workspace, weights, body, rectifier);
    }

    private static FeatureMap DownFrom(NetworkBuilder<TLanes, TVector> network, FeatureMap features, bool isLasting = false)
    {
        for (int i = 1; i <= 3; i++)
        {
            features = network.Down($"downsample_blocks.{i}", features, isLasting && i == 3);
        }

        return features;
    }

    private static FeatureMap Bottleneck(NetworkBuilder<TLanes, TVector> network, FeatureMap features, PosePlanes pose) =>
        network.Residuals(network.Same("bottleneck_blocks.0", [features], pose, features.Channels), first: 1);

    private static FeatureMap UpTransposed(NetworkBuilder<TLanes, TVector> network, FeatureMap features)
    {
        for (int i = 0; i < 3; i++)
        {
            features = network.UpTransposed($"upsample_blocks.{i}", features);
        }

        return features;
    }
}
