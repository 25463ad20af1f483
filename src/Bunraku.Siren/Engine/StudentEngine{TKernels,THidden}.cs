using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>
/// The frame, phase by phase: the coarse level and the face network; the middle level; the fine level with warp and blend. Each tile
/// runs through all layers of its level in the scratch memory of the thread that took it.
/// </summary>
internal sealed unsafe class StudentEngine<TKernels, THidden> : StudentEngine, ITileWork
    where TKernels : struct, IStudentKernels<THidden>
    where THidden : struct
{
    private const int FineSize = TilePlan.FineSize;

    // Planes 41 MB, picture 4 MB, weights 2 MB; a worker 0.1 MB.
    private const int SharedFloats = 14 << 20;
    private const int WorkerFloats = 32 << 10;
    private readonly PackedStudent<TKernels, THidden> _student;
    private readonly Scratch[] _scratch;
    private readonly string _name;
    private readonly CharacterPicture _source;
    private readonly PastedPicture _picture;
    private readonly LevelInput<TKernels, THidden> _faceInput;
    private readonly LevelInput<TKernels, THidden> _coarseInput;
    private readonly LevelInput<TKernels, THidden> _middleInput;
    private readonly LevelInput<TKernels, THidden> _fineInput;
    private readonly LevelPlanes _coarsePlanes;
    private readonly LevelPlanes _middlePlanes;
    private readonly float[] _lastFacePose = new float[PoseParameters.FaceCount];
    private bool _faceIsCurrent;
    private bool _hasGivenFace;
    private volatile bool _hasInfinity;
    private TilePlan _plan = TilePlan.Dense;
    private FrameTarget _target;

    public StudentEngine(CharacterModel character, int threads)
        : this(character, threads, new EngineMemory(SharedFloats + (threads * WorkerFloats)))
    {
    }

    private StudentEngine(CharacterModel character, int threads, EngineMemory memory)
        : base(memory)
    {
        var folded = new FoldedStudent(character.Weights);
        _student = new PackedStudent<TKernels, THidden>(folded, memory);
        _name = character.Name;
        _source = character.Picture;
        _picture = new PastedPicture(character.Picture, memory);
        _faceInput = new LevelInput<TKernels, THidden>(folded.FaceInput, FaceCrop.Student.Width, memory);
        _coarseInput = new LevelInput<TKernels, THidden>(folded.CoarseInput, TilePlan.CoarseSize, memory);
        _middleInput = new LevelInput<TKernels, THidden>(folded.MiddleInput, TilePlan.MiddleSize, memory);
        _fineInput = new LevelInput<TKernels, THidden>(folded.FineInput, FineSize, memory);
        _coarsePlanes = new LevelPlanes(memory, TilePlan.CoarseSize, _student.MiddleFeatures);
        _middlePlanes = new LevelPlanes(memory, TilePlan.MiddleSize, _student.FineFeatures);
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new Scratch(memory))];
    }

    public override void Render(Pose pose, PosedFrame frame, TilePlan plan)
    {
        RunPhases(pose, frame, plan);
        pose.FaceValues.CopyTo(_lastFacePose);
        _faceIsCurrent = true;
        if (frame.Face.Length > 0)
        {
            _picture.Face.CopyTo(frame.Face);
        }

        if (frame.FaceMorphed.Length > 0)
        {
            _picture.CopyTo(frame.FaceMorphed);
        }
    }

    public override void RenderBody(Pose pose, ReadOnlySpan<float> picture, PosedFrame frame)
    {
        _picture.Load(picture);
        _hasGivenFace = true;
        try
        {
            RunPhases(pose, frame, TilePlan.Dense);
        }
        finally
        {
            _picture.Load(_source.Values);
            _hasGivenFace = false;
            _faceIsCurrent = false;
        }

        if (frame.FaceMorphed.Length > 0)
        {
            picture.CopyTo(frame.FaceMorphed);
        }
    }

    public override void RenderWithoutFace(Pose pose, PosedFrame frame, TilePlan plan)
    {
        _hasGivenFace = true;
        try
        {
            RunPhases(pose, frame, plan);
        }
        finally
        {
            _hasGivenFace = false;
        }
    }

    public int Phases => 3;

    public bool NeighboursShareMemory => true;

    public int TilesIn(int phase) => phase switch
    {
        0 => FaceTiles + (_plan.Coarse.Length / Tile.Segments),
        1 => _plan.Middle.Length / Tile.Strips,
        _ => _plan.Fine.Length / Tile.Strips,
    };

    public void RunTile(int phase, int tile, int worker)
    {
        Scratch scratch = _scratch[worker];
        switch (phase)
        {
            case 0 when tile < FaceTiles:
                RunFace(TilePlan.SegmentsOf(TilePlan.Face, tile), scratch);
                break;
            case 0:
                RunCoarse(TilePlan.SegmentsOf(_plan.Coarse, tile - FaceTiles), scratch);
                break;
            case 1:
                RunMiddle(TilePlan.StripsOf(_plan.Middle, tile), scratch);
                break;
            default:
                RunFine(TilePlan.StripsOf(_plan.Fine, tile), scratch);
                break;
        }
    }

    private void RunPhases(Pose pose, PosedFrame frame, TilePlan plan)
    {
        _plan = plan;
        _faceIsCurrent = _faceIsCurrent && pose.FaceValues.SequenceEqual(_lastFacePose);
        _faceInput.Bind(pose.FaceValues);
        _coarseInput.Bind(pose.Values);
        _middleInput.Bind(pose.Values);
        _fineInput.Bind(pose.Values);
        fixed (float* blended = frame.Blended, alpha = frame.Alpha, colorChange = frame.ColorChange, warped = frame.Warped, gridChange = frame.GridChange)
        {
            _target = new FrameTarget { Blended = blended, Alpha = alpha, ColorChange = colorChange, Warped = warped, GridChange = gridChange };
            TilePool.Shared.Run(this, _scratch.Length);
        }

        RequireNumbers();
    }

    private void RequireNumbers()
    {
        if (_hasInfinity)
        {
            // The face that is kept may be the broken one.
            (_hasInfinity, _faceIsCurrent) = (false, false);
            throw new BadInputException(
                $"The networks of character {ForeignText.Quote(_name)} give values that are not finite numbers. Its weights are damaged or too large; train or copy the character again.");
        }
    }

    private int FaceTiles => _faceIsCurrent || _hasGivenFace ? 0 : TilePlan.Face.Length / Tile.Segments;

    private void RunFace(ReadOnlySpan<TileOrigin> segments, Scratch scratch)
    {
        _faceInput.Run(segments, scratch, scratch.First);
        float* features = TKernels.RunHidden(_student.FaceHidden, scratch);
        float* color = scratch.Other(features);
        TKernels.Multiply(_student.FaceLast, features, color, Tile.Pixels);
        if (!TKernels.IsFinite(color, 4 * Tile.Pixels))
        {
            _hasInfinity = true;
        }

        for (int i = 0; i < Tile.Segments; i++)
        {
            _picture.PasteFace(segments[i], color + (i * Tile.SegmentPixels));
        }
    }

    private void RunCoarse(ReadOnlySpan<TileOrigin> segments, Scratch scratch)
    {
        _coarseInput.Run(segments, scratch, scratch.First);
        float* features = TKernels.RunHidden(_student.CoarseHidden, scratch);
        float* products = scratch.Other(features);
        TKernels.Multiply(_student.MiddleFeatures, features, products, Tile.Pixels);
        for (int i = 0; i < Tile.Segments; i++)
        {
            _coarsePlanes.Store(segments[i], products + (i * Tile.SegmentPixels));
        }
    }

    private void RunMiddle(ReadOnlySpan<TileOrigin> strips, Scratch scratch)
    {
        _middleInput.Run(_coarsePlanes, strips, scratch, scratch.First);
        float* features = TKernels.RunHidden(_student.MiddleHidden, scratch);
        float* products = scratch.Other(features);
        TKernels.Multiply(_student.FineFeatures, features, products, Tile.Pixels);
        for (int i = 0; i < Tile.Strips; i++)
        {
            _middlePlanes.Store(strips[i], products + (i * Tile.StripPixels), Tile.StripPixels);
        }
    }

    private void RunFine(ReadOnlySpan<TileOrigin> strips, Scratch scratch)
    {
        _fineInput.Run(_middlePlanes, strips, scratch, scratch.First);
        float* features = TKernels.RunHidden(_student.FineHidden, scratch);
        float* outputs = scratch.Other(features);
        TKernels.Multiply(_student.BodyLast, features, outputs, Tile.Pixels);

        // The warp clips an offset that is not finite, so the blend does not show it.
        if (!TKernels.IsFinite(outputs, 2 * Tile.Pixels))
        {
            _hasInfinity = true;
        }

        for (int i = 0; i < Tile.Strips; i++)
        {
            WriteStrip(strips[i], outputs + (i * Tile.StripPixels), scratch.Warped + (i * Tile.StripPixels));
        }
    }

    /// <summary>Warps and blends a strip.</summary>
    /// <param name="strip">Its place.</param>
    /// <param name="outputs">[7][32]: the network's outputs from the strip's first pixel on.</param>
    /// <param name="warped">[4][32], alike: receives the warped picture.</param>
    private void WriteStrip(TileOrigin strip, float* outputs, float* warped)
    {
        float* alpha = outputs + (2 * Tile.Pixels);
        float* color = outputs + (3 * Tile.Pixels);
        Warp.Sample(_picture.Pointer, Tile.StripPixels, strip.Row, strip.Column, outputs, warped);
        float* blended = _target.Blended + (strip.Row * FineSize) + strip.Column;
        if (!TKernels.Blend(Tile.StripPixels, blended, FineSize * FineSize, warped, alpha, color))
        {
            _hasInfinity = true;
        }

        WriteParts(strip, outputs, alpha, color, warped);
    }

    private void WriteParts(TileOrigin strip, float* grid, float* alpha, float* color, float* warped)
    {
        WritePart(_target.Alpha, strip, alpha, 1);
        WritePart(_target.ColorChange, strip, color, 4);
        WritePart(_target.Warped, strip, warped, 4);
        WritePart(_target.GridChange, strip, grid, 2);
    }

    private static void WritePart(float* plane, TileOrigin strip, float* values, int channels)
    {
        if (plane == null)
        {
            return;
        }

        plane += (strip.Row * FineSize) + strip.Column;
        for (int channel = 0; channel < channels; channel++)
        {
            new ReadOnlySpan<float>(values, Tile.StripPixels).CopyTo(new Span<float>(plane, Tile.StripPixels));
            values += Tile.Pixels;
            plane += FineSize * FineSize;
        }
    }
}
