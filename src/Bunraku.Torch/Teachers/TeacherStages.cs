using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Teachers;

/// <summary>
/// The teacher on one picture, as stages that build on each other. A stage computes what it needs of those before it, and keeps its result
/// until the pose values that it depends on change.
/// </summary>
internal sealed class TeacherStages : IDisposable
{
    /// <summary>In the 512 x 512 picture: what the decomposer sees.</summary>
    private static readonly PixelRectangle EyebrowCrop = new(Top: 64, Left: 192, Height: 128, Width: 128);

    /// <summary>In the 512 x 512 picture: what the face morpher sees and where its result goes.</summary>
    private static readonly PixelRectangle FaceCrop = new(Top: 32, Left: 160, Height: 192, Width: 192);

    /// <summary>In the face crop: where the combiner's result goes.</summary>
    private static readonly PixelRectangle EyebrowsInFace = new(Top: 32, Left: 32, Height: 128, Width: 128);

    private readonly TeacherNetworkSet _networks;
    private readonly Tensor _picture;
    private readonly StageCache<DecomposerOutputs> _decomposed = new();
    private readonly StageCache<SingleOutput> _combinerInput = new();
    private readonly StageCache<CombinerOutputs> _combined = new();
    private readonly StageCache<FaceMorpherInput> _faceInput = new();
    private readonly StageCache<FaceOutputs> _face = new();
    private readonly StageCache<SingleOutput> _faceMorphed = new();
    private readonly StageCache<NormCondition> _bodyCondition = new();
    private readonly StageCache<NormCondition> _upscalerCondition = new();
    private readonly StageCache<BodyOutputs> _body = new();
    private readonly StageCache<BodyOutputs> _upscaled = new();

    public TeacherStages(TeacherNetworkSet networks, CharacterPicture picture)
    {
        _networks = networks;
        _picture = TensorTransfer.ToTensor(picture.Values, [1, 4, CharacterPicture.Size, CharacterPicture.Size], networks.Placement);
    }

    /// <summary>How often each stage was computed, for tests.</summary>
    public StageRuns Runs => new(_decomposed.Runs, _combinerInput.Runs, _combined.Runs, _faceInput.Runs, _face.Runs, _bodyCondition.Runs, _body.Runs, _upscaled.Runs);

    public DecomposerOutputs Decompose() => _decomposed.Get([], () => _networks.Decomposer.Apply(Crop(_picture, EyebrowCrop)));

    /// <summary>The face with its eyebrows posed.</summary>
    public CombinerOutputs Combine(Pose pose)
    {
        DecomposerOutputs layers = Decompose();
        (Tensor background, Tensor eyebrows) = (layers.BackgroundLayer, layers.EyebrowLayer);
        SingleOutput encoded = _combinerInput.Get([], () => new SingleOutput(_networks.Combiner.Encode(background, eyebrows)));
        return _combined.Get(PoseParts.UpToEyebrows(pose), () => _networks.Combiner.Apply(encoded.Value, background, eyebrows, ToTensor(PoseParts.Eyebrows(pose))));
    }

    /// <summary>The whole face posed.</summary>
    public FaceOutputs MorphFace(Pose pose)
    {
        CombinerOutputs combined = Combine(pose);
        FaceMorpherInput input = _faceInput.Get(PoseParts.UpToEyebrows(pose), () =>
        {
            Tensor face = Paste(Crop(_picture, FaceCrop), combined.Picture, EyebrowsInFace);
            return new FaceMorpherInput(face, _networks.Face.Encode(face));
        });
        return _face.Get(PoseParts.UpToFace(pose), () => _networks.Face.Apply(input.Encoded, input.Picture, ToTensor(PoseParts.Face(pose))));
    }

    /// <summary>The picture with the posed face in it, [1, 4, 512, 512].</summary>
    public Tensor MorphFaceInPicture(Pose pose)
    {
        FaceOutputs face = MorphFace(pose);
        return _faceMorphed.Get(PoseParts.UpToFace(pose), () => new SingleOutput(Paste(_picture, face.Picture, FaceCrop))).Value;
    }

    /// <summary>Head and body posed, at half resolution.</summary>
    public BodyOutputs MorphBody(Pose pose)
    {
        Tensor picture = MorphFaceInPicture(pose);
        NormCondition condition = _bodyCondition.Get(PoseParts.Rotation(pose), () => _networks.Body.Condition(ToTensor(PoseParts.Rotation(pose))));
        return _body.Get(pose.Values, () => _networks.Body.Apply(Halve(picture), condition));
    }

    /// <summary>Everything posed.</summary>
    public BodyOutputs Upscale(Pose pose)
    {
        Tensor picture = MorphFaceInPicture(pose);
        BodyOutputs coarse = MorphBody(pose);
        NormCondition condition = _upscalerCondition.Get(PoseParts.Rotation(pose), () => _networks.Upscaler.Condition(ToTensor(PoseParts.Rotation(pose))));
        return _upscaled.Get(pose.Values, () => _networks.Upscaler.Apply(picture, Double(coarse.Merged), Double(coarse.GridChange), condition));
    }

    /// <summary>One of the 33 published outputs, as a tensor that the caller must not dispose of, or one of the caller's dispose scope.</summary>
    public Tensor Output(Pose pose, TeacherOutput output) => output.Part switch
    {
        TeacherPart.Upscaler => Upscale(pose).Tensors[output.Place],
        TeacherPart.BetweenNetworks => MorphFaceInPicture(pose),
        TeacherPart.BodyMorpher => MorphBody(pose).Tensors[output.Place],
        TeacherPart.FaceMorpher => MorphFace(pose).Tensors[output.Place],
        TeacherPart.EyebrowDecomposer => Decompose().Tensors[output.Place],

        // The first two are not needed for anything that follows, so the network's own outputs do not have them.
        _ => output.Place switch
        {
            0 => BlendColors(_networks.Combiner.CombineAlpha(Combine(pose)), Combine(pose).Morphed, Decompose().BackgroundLayer),
            1 => _networks.Combiner.CombineAlpha(Combine(pose)),
            _ => Combine(pose).Tensors[output.Place - 2],
        },
    };

    public void Dispose()
    {
        foreach (IDisposable cache in (IDisposable[])[_decomposed, _combinerInput, _combined, _faceInput, _face, _faceMorphed, _bodyCondition, _upscalerCondition, _body, _upscaled])
        {
            cache.Dispose();
        }

        _picture.Dispose();
    }

    private static Tensor Crop(Tensor picture, PixelRectangle area) =>
        picture.narrow(2, area.Top, area.Height).narrow(3, area.Left, area.Width);

    /// <summary>A copy of a picture with another in it.</summary>
    private static Tensor Paste(Tensor picture, Tensor part, PixelRectangle area)
    {
        Tensor copy = picture.clone();
        Crop(copy, area).copy_(part);
        return copy;
    }

    private Tensor ToTensor(ReadOnlySpan<float> values) => TensorTransfer.ToTensor(values, [1, values.Length], _networks.Placement);
}
