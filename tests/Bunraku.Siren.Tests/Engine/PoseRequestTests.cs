using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Support;
using Bunraku.Siren.Tests.Training;

namespace Bunraku.Siren.Tests.Engine;

public sealed class PoseRequestTests
{
    private const int Size = CharacterPicture.Size;
    private static readonly CharacterModel Character = RandomCharacter.Create(seed: 51);
    private static readonly SupportMask Mask = TrainingBatches.Mask((row, column) => row is >= 4 and < 8 && column is >= 5 and < 7);
    private static readonly PixelRectangle Bounds = new(Top: 128, Left: 160, Height: 128, Width: 64);

    [Fact]
    public void A_masked_frame_carries_its_extent_and_is_transparent_outside()
    {
        PosedFrame dense = Draw(mask: null, new PosedFrame()), masked = Draw(Mask, new PosedFrame());

        Assert.Equal(PosedFrame.WholeExtent, dense.Extent);
        Assert.Equal(Bounds, masked.Extent);
        for (int i = 0; i < masked.Blended.Length; i++)
        {
            (int row, int column) = (i / Size % Size, i % Size);
            bool isInside = row >= Bounds.Top && row < Bounds.Top + Bounds.Height && column >= Bounds.Left && column < Bounds.Left + Bounds.Width;
            Assert.True(masked.Blended[i] == (isInside ? dense.Blended[i] : -1f), $"row {row}, column {column}");
        }
    }

    [Fact]
    public void A_request_for_the_whole_picture_is_not_masked()
    {
        PosedFrame whole = Draw(Mask, new PosedFrame(PoseRequest.Whole));

        Assert.Equal(PosedFrame.WholeExtent, whole.Extent);
        Assert.Equal(Draw(mask: null, new PosedFrame()).Blended, whole.Blended);
    }

    [Fact]
    public void A_pose_outside_the_published_ranges_is_drawn_whole()
    {
        using var poser = new StudentPoser(Character) { Mask = Mask };
        var frame = new PosedFrame();
        poser.Render(Pose.FromValues([.. Pose.Rest.Values.ToArray().Select((value, i) => i == 0 ? 1.5f : value)]), frame);

        Assert.Equal(PosedFrame.WholeExtent, frame.Extent);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_frame_shows_nothing_of_the_frames_before_it()
    {
        SupportMask other = TrainingBatches.Mask((row, column) => row is >= 6 and < 9 && column is >= 1 and < 3);
        var reused = new PosedFrame();
        foreach (SupportMask? mask in (SupportMask?[])[Mask, other, other, null, Mask, Mask])
        {
            Assert.Equal(Draw(mask, new PosedFrame()).Blended, Draw(mask, reused).Blended);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_mask_of_a_masked_poser_is_found_on_every_pixel()
    {
        using var poser = new StudentPoser(Character) { Mask = Mask };
        using var dense = new StudentPoser(Character);

        SupportMask expected = MaskOf(dense), actual = MaskOf(poser);
        Assert.True(expected.Coverage > Mask.Coverage);
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    private static SupportMask MaskOf(StudentPoser poser) => SupportMask.Of(new OneInSixteen(poser), cancellation: TestContext.Current.CancellationToken);

    private static PosedFrame Draw(SupportMask? mask, PosedFrame frame)
    {
        using var poser = new StudentPoser(Character) { Mask = mask };
        poser.Render(Pose.Rest, frame);
        return frame;
    }

    /// <summary>Draws one pose in sixteen, which are enough here, and leaves the frame as it is for the others.</summary>
    private sealed class OneInSixteen(StudentPoser poser) : IPoser
    {
        private int _count;

        public void Render(Pose pose, PosedFrame frame)
        {
            if (_count++ % 16 == 0)
            {
                poser.Render(pose, frame);
            }
        }

        public void Dispose()
        {
        }
    }
}
