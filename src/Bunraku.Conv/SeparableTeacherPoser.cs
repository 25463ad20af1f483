using Bunraku.Conv.Kernels;
using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv;

/// <summary>
/// A <see cref="SeparablePoser"/> as a teacher: its pictures are premultiplied. The warped one is made of the premultiplied picture with the posed face,
/// because warping and premultiplying do not give the same in the other order.
/// </summary>
internal sealed unsafe class SeparableTeacherPoser(SeparablePoser poser) : ITeacherPoser
{
    private const int Size = CharacterPicture.Size, FaceSize = 192;
    private readonly SeparableFrame _face = new(SeparableOutput.Face);
    private readonly SeparableFrame _picture = new(SeparableOutput.Posed);
    private readonly Lazy<SeparableFrame> _parts = new(() => new SeparableFrame(SeparableOutput.Posed, SeparableOutput.Face, SeparableOutput.FaceMorphed, SeparableOutput.EditorGridChange));
    private readonly Lazy<EngineMemory> _memory = new(() => new EngineMemory(12 << 20));
    private SampledPicture? _source;

    public void Render(Pose pose, PosedFrame frame)
    {
        if (frame.Parts.HasFlag(FrameParts.Alpha) || frame.Parts.HasFlag(FrameParts.ColorChange))
        {
            throw new NotSupportedException($"{SeparableTeacherLoader.Family.Name} blends every channel with another weight, so a frame of it has neither alpha nor colour change.");
        }

        SeparableFrame rendered = frame.Request.IsFaceOnly ? _face : frame.Parts == FrameParts.None ? _picture : _parts.Value;
        poser.Render(pose, rendered);
        if (frame.Face.Length > 0)
        {
            CopyFace(rendered[SeparableOutput.Face], frame.Face);
        }

        if (frame.Request.IsFaceOnly)
        {
            return;
        }

        frame.Extent = PosedFrame.WholeExtent;
        Premultiplication.Run(rendered[SeparableOutput.Posed], frame.Blended);
        if (frame.Parts != FrameParts.None)
        {
            CopyParts(rendered, frame);
        }
    }

    public Tensor Render(Pose pose, TeacherOutput output)
    {
        var which = (SeparableOutput)output.Index;
        var frame = new SeparableFrame(which);
        poser.Render(pose, frame);
        float[] values = frame[which];
        if (output.Kind == TeacherOutputKind.Picture)
        {
            Premultiplication.Run(values, values);
        }

        return new Tensor([output.Channels, output.Size, output.Size], values);
    }

    public void Dispose()
    {
        poser.Dispose();
        if (_memory.IsValueCreated)
        {
            _memory.Value.Dispose();
        }
    }

    /// <summary>Copies what a student's face network learns.</summary>
    private static void CopyFace(ReadOnlySpan<float> face, Span<float> target)
    {
        PixelRectangle crop = TeacherCrops.StudentInFace;
        for (int i = 0; i < 4 * crop.Height; i++)
        {
            (int channel, int row) = (i / crop.Height, crop.Top + (i % crop.Height));
            face.Slice((((channel * FaceSize) + row) * FaceSize) + crop.Left, crop.Width).CopyTo(target[(i * crop.Width)..]);
        }

        Premultiplication.Run(target, target);
    }

    private void CopyParts(SeparableFrame rendered, PosedFrame frame)
    {
        float[] grid = rendered[SeparableOutput.EditorGridChange], morphed = rendered[SeparableOutput.FaceMorphed];
        Premultiplication.Run(morphed, morphed);
        if (frame.GridChange.Length > 0)
        {
            grid.CopyTo(frame.GridChange, 0);
        }

        if (frame.FaceMorphed.Length > 0)
        {
            morphed.CopyTo(frame.FaceMorphed, 0);
        }

        if (frame.Warped.Length > 0)
        {
            Warp(morphed, grid, frame.Warped);
        }
    }

    private void Warp(float[] picture, float[] grid, float[] warped)
    {
        _source ??= new SampledPicture(_memory.Value, Size);
        _source.Load(picture, Size, 0, 0);
        float* offsets = stackalloc float[2 * Tile.Pixels], tile = stackalloc float[4 * Tile.Pixels];
        for (int pixel = 0; pixel < Size * Size; pixel += Tile.Pixels)
        {
            grid.AsSpan(pixel, Tile.Pixels).CopyTo(new Span<float>(offsets, Tile.Pixels));
            grid.AsSpan((Size * Size) + pixel, Tile.Pixels).CopyTo(new Span<float>(offsets + Tile.Pixels, Tile.Pixels));
            GridSample.Run(_source.Pixels, Size, pixel / Size, pixel % Size, offsets, tile);
            for (int channel = 0; channel < 4; channel++)
            {
                new ReadOnlySpan<float>(tile + (channel * Tile.Pixels), Tile.Pixels).CopyTo(warped.AsSpan((channel * Size * Size) + pixel));
            }
        }
    }
}
