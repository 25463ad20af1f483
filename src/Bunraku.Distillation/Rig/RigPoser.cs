using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Rig.Art;
using Bunraku.Distillation.Rig.Motion;

namespace Bunraku.Distillation.Rig;

/// <summary>
/// Poses a character that the program draws itself: the face parameters redraw the face, and the rest warps the picture. A frame has the
/// parts of a student's: the picture with the face crop replaced, and a grid change; nothing is ever blended over the warp. Values outside
/// their published ranges count as the nearest end.
/// </summary>
public sealed class RigPoser : IPoser
{
    private const int Size = CharacterPicture.Size;
    private const int Plane = Size * Size;

    private readonly RigPainter _painter;
    private readonly WarpField _field = new();
    private readonly StraightImage _picture;

    /// <summary>[4, 128, 128] in the network convention: the face of <see cref="_posed"/>.</summary>
    private readonly float[] _face = new float[4 * FaceCrop.Student.Height * FaceCrop.Student.Width];

    /// <summary>[4, 512, 512]: the picture with that face in it.</summary>
    private readonly float[] _faceMorphed;

    /// <summary>[512, 512, 4]: the same, with the channels of a pixel together, as the warp reads them.</summary>
    private readonly float[] _pixels = new float[4 * Plane];

    private readonly float[] _gridChange = new float[2 * Plane];
    private Pose? _posed;

    /// <summary>Draws the character at rest and prepares everything that does not change.</summary>
    public RigPoser(RigCharacter character)
    {
        Character = character;
        _painter = new RigPainter(character);
        _picture = _painter.PaintPicture();
        _faceMorphed = ImageConversion.ToNetwork(_picture, character.Name).Values;
        for (int i = 0; i < _pixels.Length; i++)
        {
            _pixels[i] = _faceMorphed[((i & 3) * Plane) + (i >> 2)];
        }
    }

    /// <summary>The character that this poser draws.</summary>
    public RigCharacter Character { get; }

    /// <summary>The character's picture: at rest, the mouth closed; 512x512 with a transparent background.</summary>
    public StraightImage DrawPicture() => new(Size, Size, [.. _picture.Pixels]);

    /// <summary>Where the face moves, in black and white: two rectangles of eye and eyebrow, one of mouth and jaw. See <see cref="FaceMask"/>.</summary>
    public StraightImage DrawFaceMask() => RigFaceMask.Draw(Character);

    /// <inheritdoc/>
    public void Render(Pose pose, PosedFrame frame)
    {
        UpdateFace(pose);
        _face.AsSpan(0, frame.Face.Length).CopyTo(frame.Face);
        if (frame.Request.IsFaceOnly)
        {
            return;
        }

        frame.Extent = PosedFrame.WholeExtent;
        float[] gridChange = frame.Parts.HasFlag(FrameParts.GridChange) ? frame.GridChange : _gridChange;
        _field.Compute(pose, gridChange);
        BackwardWarp.Apply(_pixels, gridChange, frame.Blended);
        frame.Blended.AsSpan(0, frame.Warped.Length).CopyTo(frame.Warped);
        frame.Blended.AsSpan(0, frame.ColorChange.Length).CopyTo(frame.ColorChange);
        frame.Alpha.AsSpan().Clear();
        _faceMorphed.AsSpan(0, frame.FaceMorphed.Length).CopyTo(frame.FaceMorphed);
    }

    /// <inheritdoc/>
    public void Dispose() => _painter.Dispose();

    private void UpdateFace(Pose pose)
    {
        if (_posed is not null && _posed.FaceValues.SequenceEqual(pose.FaceValues))
        {
            return;
        }

        _painter.PaintFace(pose, _face);
        _posed = pose;
        PixelRectangle crop = FaceCrop.Student;
        for (int i = 0; i < _face.Length; i++)
        {
            (int channel, int cell) = Math.DivRem(i, crop.Height * crop.Width);
            int pixel = ((crop.Top + (cell / crop.Width)) * Size) + crop.Left + (cell % crop.Width);
            _faceMorphed[(channel * Plane) + pixel] = _face[i];
            _pixels[(4 * pixel) + channel] = _face[i];
        }
    }
}
