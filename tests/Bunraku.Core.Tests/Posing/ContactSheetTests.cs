using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Core.Tests.Posing;

public sealed class ContactSheetTests
{
    [Fact]
    public void Every_parameter_is_shown_at_each_of_its_ends()
    {
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            Assert.Contains(ContactSheet.Cells, cell => cell.Pose[parameter.Index] == 1f);
            Assert.Contains(ContactSheet.Cells, cell => cell.Pose[parameter.Index] == parameter.Group.Minimum);
        }

        Assert.All(ContactSheet.Cells, cell => Assert.True(cell.Pose.IsInRange));
    }

    [Fact]
    public void Cells_follow_each_other_row_by_row()
    {
        StraightImage sheet = ContactSheet.Draw(new PlainPoser());

        int pitch = ContactSheet.CellSize + ContactSheet.Gap;
        Assert.Equal((7 * pitch) + ContactSheet.Gap, sheet.Width);
        Assert.Equal((6 * pitch) + ContactSheet.Gap, sheet.Height);
        for (int i = 0; i < ContactSheet.Cells.Length; i++)
        {
            int row = ContactSheet.Gap + (i / 7 * pitch) + (ContactSheet.CellSize / 2);
            int column = ContactSheet.Gap + (i % 7 * pitch) + (ContactSheet.CellSize / 2);
            byte expected = SrgbTransfer.ToCode(PlainPoser.Shade(ContactSheet.Cells[i].Pose));
            Assert.Equal([expected, expected, expected, 255], sheet.Pixels[(4 * ((row * sheet.Width) + column))..][..4]);
        }
    }

    /// <summary>Answers every pose with its own opaque grey.</summary>
    private sealed class PlainPoser : IPoser
    {
        public static float Shade(Pose pose)
        {
            float sum = 0f;
            for (int i = 0; i < PoseParameters.Count; i++)
            {
                sum += (i + 1) * (pose[i] + 1f);
            }

            return sum / 3000f;
        }

        public void Render(Pose pose, PosedFrame frame)
        {
            int plane = frame.Blended.Length / 4;
            frame.Blended.AsSpan(0, 3 * plane).Fill((2f * Shade(pose)) - 1f);
            frame.Blended.AsSpan(3 * plane).Fill(1f);
        }

        public void Dispose()
        {
        }
    }
}
