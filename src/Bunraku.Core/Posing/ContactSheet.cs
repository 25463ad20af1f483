using System.Collections.Immutable;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;

namespace Bunraku.Core.Posing;

/// <summary>Every expression and movement of a character at its end, in one picture; docs/cli.md says which cell is which.</summary>
public static class ContactSheet
{
    /// <summary>The cells of a row.</summary>
    public const int Columns = 7;

    /// <summary>The side of a cell, in pixels.</summary>
    public const int CellSize = 208;

    /// <summary>Between two cells, and around all, in pixels.</summary>
    public const int Gap = 6;

    /// <summary>What a cell of the head shows, at its own size.</summary>
    private static readonly PixelRectangle HeadArea = new(Top: 28, Left: 152, Height: CellSize, Width: CellSize);

    private static readonly LinearColor Paper = LinearColor.FromSrgb(246, 243, 238);

    private static readonly LinearColor CellPaper = LinearColor.FromSrgb(255, 255, 255);

    /// <summary>What the sheet shows, row after row.</summary>
    public static ImmutableArray<ContactSheetCell> Cells { get; } = CreateCells();

    /// <summary>Draws the sheet of a poser's character: opaque, six rows of seven cells.</summary>
    public static StraightImage Draw(IPoser poser)
    {
        int rows = (Cells.Length + Columns - 1) / Columns;
        var sheet = new StraightImage((Columns * (CellSize + Gap)) + Gap, (rows * (CellSize + Gap)) + Gap);
        FrameConversion.OverBackground(
            Transparent(sheet.Width * sheet.Height), sheet.Width, sheet.Height, Paper, sheet.Pixels);
        var frame = new PosedFrame();
        for (int i = 0; i < Cells.Length; i++)
        {
            poser.Render(Cells[i].Pose, frame);
            StraightImage cell = Cells[i].IsWholeBody ? WholeBody(frame) : Head(frame);
            Paste(cell, sheet, Gap + (i / Columns * (CellSize + Gap)), Gap + (i % Columns * (CellSize + Gap)));
        }

        return sheet;
    }

    private static StraightImage Head(PosedFrame frame)
    {
        var head = new StraightImage(CellSize, CellSize);
        FrameConversion.OverBackground(frame.Blended, CharacterPicture.Size, CharacterPicture.Size, HeadArea, CellPaper, head.Pixels);
        return head;
    }

    private static StraightImage WholeBody(PosedFrame frame)
    {
        const int Size = CharacterPicture.Size;
        var body = new StraightImage(Size, Size);
        FrameConversion.OverBackground(frame.Blended, Size, Size, CellPaper, body.Pixels);
        return LanczosResize.ToSquare(body, CellSize);
    }

    private static void Paste(StraightImage cell, StraightImage sheet, int top, int left)
    {
        for (int row = 0; row < cell.Height; row++)
        {
            cell.Pixels.AsSpan(4 * row * cell.Width, 4 * cell.Width).CopyTo(sheet.Pixels.AsSpan(4 * (((top + row) * sheet.Width) + left)));
        }
    }

    private static float[] Transparent(int pixels)
    {
        float[] values = new float[4 * pixels];
        values.AsSpan().Fill(-1f);
        return values;
    }

    private static ImmutableArray<ContactSheetCell> CreateCells()
    {
        string[] heads =
        [
            "", "eyebrow_troubled", "eyebrow_angry", "eyebrow_lowered", "eyebrow_raised", "eyebrow_happy", "eyebrow_serious",
            "eye_wink", "eye_happy_wink", "eye_surprised", "eye_relaxed", "eye_unimpressed", "eye_raised_lower_eyelid", "iris_small",
            "mouth_aaa", "mouth_iii", "mouth_uuu", "mouth_eee", "mouth_ooo", "mouth_delta", "mouth_smirk",
            "mouth_lowered_corner", "mouth_raised_corner", "iris_rotation_x", "-iris_rotation_x", "iris_rotation_y", "-iris_rotation_y", "eye_wink_left",
            "head_x", "-head_x", "head_y", "-head_y", "neck_z", "-neck_z", "head_x -head_y -neck_z",
        ];
        string[] bodies =
        [
            "body_y", "-body_y", "body_z", "-body_z", "breathing",
            "head_y neck_z body_y body_z eye_happy_wink mouth_aaa breathing", "-head_y -head_x -body_y iris_rotation_y eyebrow_angry mouth_smirk",
        ];
        return [.. heads.Select(words => new ContactSheetCell(PoseOf(words), IsWholeBody: false)),
            .. bodies.Select(words => new ContactSheetCell(PoseOf(words), IsWholeBody: true))];
    }

    /// <summary>The pose of some groups or parameters at 1, or at -1 after a minus sign.</summary>
    private static Pose PoseOf(string words)
    {
        Pose pose = Pose.Rest;
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = word.TrimStart('-');
            foreach (PoseParameter parameter in PoseParameters.All.Where(parameter => parameter.Name == name || parameter.Group.Name == name))
            {
                pose = pose.With(parameter, word[0] == '-' ? -1f : 1f);
            }
        }

        return pose;
    }
}
