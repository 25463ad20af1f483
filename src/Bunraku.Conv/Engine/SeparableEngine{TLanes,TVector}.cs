using Bunraku.Conv.Maps;
using Bunraku.Conv.Networks;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Steps;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Teachers;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Engine;

/// <summary>
/// Runs the networks whose inputs changed. The decomposer depends on the picture alone, the combiner on the eyebrows too, the face morpher on the face too;
/// the first halves of combiner and face morpher depend on less than their second halves.
/// </summary>
internal sealed unsafe class SeparableEngine<TLanes, TVector> : SeparableEngine
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Networks = 5, PoseValues = 45;

    // Weights 14.5 million, pictures and outputs 10 million.
    private const int LastingFloats = 28 << 20;
    private readonly PoserMaps _maps;
    private readonly FrameHealth _health = new();
    private readonly NetworkSteps<TLanes, TVector> _steps;
    private readonly StepList _list;
    private readonly float* _pose;
    private readonly bool[] _isCurrent = new bool[Networks];
    private readonly bool[] _hasParts = new bool[Networks];
    private bool _combinerIsDown;
    private bool _faceIsDown;

    public SeparableEngine(PoserWeights weights, int threads)
        : this(weights, threads, new EngineMemory(LastingFloats + NetworkSteps<TLanes, TVector>.WorkspaceFloats + (threads * BandScratch.Floats)))
    {
    }

    private SeparableEngine(PoserWeights weights, int threads, EngineMemory memory)
        : base(memory)
    {
        _pose = memory.Take(PoseValues);
        _maps = new PoserMaps(memory);
        _steps = new NetworkSteps<TLanes, TVector>(memory, weights, _pose, _maps, _health);
        BandScratch[] scratch = [.. Enumerable.Range(0, threads).Select(_ => new BandScratch(memory))];
        _list = new StepList(scratch);
        Products = new ProductList([.. _steps.All.OfType<IProductStep>()], scratch);
    }

    public override ProductList Products { get; }

    public override IEnumerable<IStep> Steps => _steps.All;

    public override FeatureMap Output(SeparableOutput output) => _maps[output];

    public override void SetPicture(ReadOnlySpan<float> picture)
    {
        _maps.EyebrowCrop.Load(picture, CharacterPicture.Size, TeacherCrops.Eyebrows.Top, TeacherCrops.Eyebrows.Left);
        _maps.FaceCrop.Load(picture, CharacterPicture.Size, TeacherCrops.Face.Top, TeacherCrops.Face.Left);
        _maps.Morphed.Load(picture, CharacterPicture.Size, top: 0, left: 0);
        Forget();
    }

    public override void Run(ReadOnlySpan<float> pose, PoserNetwork last, ReadOnlySpan<bool> parts)
    {
        ForgetWhatChanged(pose);
        pose.CopyTo(new Span<float>(_pose, PoseValues));
        _list.Clear();
        for (PoserNetwork network = PoserNetwork.Decomposer; network <= last; network++)
        {
            bool wantsParts = parts[(int)network];
            if (!_isCurrent[(int)network] || (wantsParts && !_hasParts[(int)network]))
            {
                Add(network, wantsParts);
            }
        }

        RunList();
    }

    private void ForgetWhatChanged(ReadOnlySpan<float> pose)
    {
        var before = new ReadOnlySpan<float>(_pose, PoseValues);
        PoserNetwork first = !pose[..12].SequenceEqual(before[..12]) ? PoserNetwork.Combiner
            : !pose[12..39].SequenceEqual(before[12..39]) ? PoserNetwork.Face
            : !pose[39..].SequenceEqual(before[39..]) ? PoserNetwork.Rotator
            : (PoserNetwork)Networks;
        _isCurrent.AsSpan((int)first).Clear();
        _faceIsDown &= first > PoserNetwork.Combiner;
    }

    private void Add(PoserNetwork network, bool withParts)
    {
        switch (network)
        {
            case PoserNetwork.Decomposer:
                Add(_steps.Decomposer, withParts);
                break;
            case PoserNetwork.Combiner:
                AddOnce(_steps.CombinerDown, ref _combinerIsDown);
                Add(_steps.Combiner, withParts);
                break;
            case PoserNetwork.Face:
                AddOnce(_steps.FaceDown, ref _faceIsDown);
                Add(_steps.FaceMorpher, withParts);
                _list.Add(_steps.Halve);
                break;
            case PoserNetwork.Rotator:
                _list.Add(_steps.Rotator);
                _list.Add(withParts ? _steps.RotatorEndWithDirect : _steps.RotatorEnd);
                break;
            default:
                Add(_steps.Editor, withParts);
                break;
        }

        (_isCurrent[(int)network], _hasParts[(int)network]) = (true, withParts);
    }

    private void Add(IStep[] steps, bool withParts)
    {
        ((PictureHead<TLanes, TVector>)steps[^1]).StoresParts = withParts;
        _list.Add(steps);
    }

    private void AddOnce(IStep[] steps, ref bool isDone)
    {
        if (!isDone)
        {
            _list.Add(steps);
            isDone = true;
        }
    }

    private void RunList()
    {
        if (_list.IsEmpty)
        {
            return;
        }

        try
        {
            _list.Run();
        }
        catch
        {
            Forget();
            throw;
        }

        if (_health.HasInfinity)
        {
            _health.HasInfinity = false;
            Forget();
            throw new BadInputException("THA3's networks give values that are not finite numbers. Their weights are damaged; import the files again.");
        }
    }

    private void Forget()
    {
        Array.Clear(_isCurrent);
        (_combinerIsDown, _faceIsDown) = (false, false);
    }
}
