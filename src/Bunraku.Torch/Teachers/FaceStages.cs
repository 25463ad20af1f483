using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Teachers;

/// <summary>
/// The networks of the face on one picture, as stages that build on each other; the same in all families. A stage computes what it needs of those before it, and keeps its
/// result until the pose values that it depends on change.
/// </summary>
internal sealed class FaceStages : IDisposable
{
    private readonly TeacherNetworkSet _networks;
    private readonly Tensor _picture;
    private readonly StageCache<DecomposerOutputs> _decomposed = new();
    private readonly StageCache<SingleOutput> _combinerInput = new();
    private readonly StageCache<CombinerOutputs> _combined = new();
    private readonly StageCache<FaceMorpherInput> _faceInput = new();
    private readonly StageCache<FaceOutputs> _face = new();
    private readonly StageCache<SingleOutput> _faceMorphed = new();

    public FaceStages(TeacherNetworkSet networks, CharacterPicture picture)
    {
        _networks = networks;
        float[] values = networks.Family.HasStraightAlpha ? picture.ToStraight() : picture.Values;
        _picture = TensorTransfer.ToTensor(values, [1, 4, CharacterPicture.Size, CharacterPicture.Size], networks.Placement);
    }

    /// <summary>How often the stages were computed, for tests; those of the body are 0.</summary>
    public StageRuns Runs => new(_decomposed.Runs, _combinerInput.Runs, _combined.Runs, _faceInput.Runs, _face.Runs, 0, 0, 0);

    public DecomposerOutputs Decompose() => _decomposed.Get([], () => _networks.Decomposer.Apply(Crop(_picture, TeacherCrops.Eyebrows)));

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
            Tensor face = Paste(Crop(_picture, TeacherCrops.Face), combined.Picture, TeacherCrops.EyebrowsInFace);
            return new FaceMorpherInput(face, _networks.Face.Encode(face));
        });
        return _face.Get(PoseParts.UpToFace(pose), () => _networks.Face.Apply(input.Encoded, input.Picture, ToTensor(PoseParts.Face(pose))));
    }

    /// <summary>The picture with the posed face in it, [1, 4, 512, 512].</summary>
    public Tensor MorphFaceInPicture(Pose pose)
    {
        FaceOutputs face = MorphFace(pose);
        return _faceMorphed.Get(PoseParts.UpToFace(pose), () => new SingleOutput(Paste(_picture, face.Picture, TeacherCrops.Face))).Value;
    }

    /// <summary>An output of one of the three networks, as a tensor that the caller must not dispose of, or one of the caller's dispose scope.</summary>
    public Tensor Output(Pose pose, TeacherOutput output) => output.Part switch
    {
        TeacherPart.BetweenNetworks => MorphFaceInPicture(pose),
        TeacherPart.FaceMorpher => MorphFace(pose).Tensors[output.Place],
        TeacherPart.EyebrowDecomposer => Decompose().Tensors[output.Place],

        // The first two are not needed for anything that follows, so the network's own outputs do not have them.
        TeacherPart.EyebrowCombiner => output.Place switch
        {
            0 => BlendColors(_networks.Combiner.CombineAlpha(Combine(pose)), Combine(pose).Morphed, Decompose().BackgroundLayer),
            1 => _networks.Combiner.CombineAlpha(Combine(pose)),
            _ => Combine(pose).Tensors[output.Place - 2],
        },
        _ => throw new ArgumentException($"{output.Name} is not an output of the face.", nameof(output)),
    };

    /// <summary>Pose values as [1, count].</summary>
    public Tensor ToTensor(ReadOnlySpan<float> values) => TensorTransfer.ToTensor(values, [1, values.Length], _networks.Placement);

    public void Dispose()
    {
        foreach (IDisposable cache in (IDisposable[])[_decomposed, _combinerInput, _combined, _faceInput, _face, _faceMorphed])
        {
            cache.Dispose();
        }

        _picture.Dispose();
    }

    /// <summary>A view of a part of a picture.</summary>
    internal static Tensor Crop(Tensor picture, PixelRectangle area) =>
        picture.narrow(2, area.Top, area.Height).narrow(3, area.Left, area.Width);

    /// <summary>A copy of a picture with another in it.</summary>
    private static Tensor Paste(Tensor picture, Tensor part, PixelRectangle area)
    {
        Tensor copy = picture.clone();
        Crop(copy, area).copy_(part);
        return copy;
    }
}
