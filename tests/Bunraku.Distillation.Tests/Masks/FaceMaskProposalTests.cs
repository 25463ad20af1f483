using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Masks;
using Bunraku.Siren;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests.Masks;

[Trait("Category", "Slow")]
public sealed class FaceMaskProposalTests
{
    private const int Side = 128;

    [Fact]
    public void The_mask_covers_what_moves_and_nothing_else()
    {
        float[] mask = FaceMaskProposal.FromTeacher(new Blinker(), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(1f, mask[(50 * Side) + 40]);
        Assert.Equal(1f, mask[(45 * Side) + 45]); // The margin.
        Assert.Equal(0f, mask[(40 * Side) + 40]);
        Assert.Equal(0f, mask[(100 * Side) + 100]); // A speck of one pixel that flickers.
        Assert.Equal(0f, mask[(8 * Side) + 64]); // Hair.
    }

    [Fact]
    public void A_part_is_made_convex_along_rows_and_columns()
    {
        var ring = new MaskShape(32);
        for (int i = 8; i < 24; i++)
        {
            ring[(8 * 32) + i] = ring[(23 * 32) + i] = ring[(i * 32) + 8] = ring[(i * 32) + 23] = true;
        }

        float[] filled = ring.Spanned().ToValues();

        Assert.Equal(16 * 16, filled.Sum());
    }

    [Fact]
    public void Without_a_teacher_the_rectangles_leave_out_what_is_transparent()
    {
        float[] values = new float[4 * 512 * 512];
        values.AsSpan(3 * 512 * 512).Fill(-1f);
        values.AsSpan(3 * 512 * 512, 512 * 140).Fill(1f); // Opaque down to row 139: the eyes, not the mouth.

        float[] mask = FaceMaskProposal.FromPicture(new CharacterPicture(values));

        Assert.Equal(1f, mask[(40 * Side) + 40]);
        Assert.Equal(0f, mask[(100 * Side) + 64]);
    }

    [Fact]
    [Trait("Category", SharedData.Golden)]
    [Trait("Category", SharedData.Further)]
    public void Eyes_and_mouths_of_the_characters_are_found()
    {
        foreach (string folder in TestData.Characters())
        {
            using var poser = new StudentPoser(CharacterModel.Load(folder));
            float[] proposed = FaceMaskProposal.FromTeacher(poser, cancellation: TestContext.Current.CancellationToken);
            float[] made = FaceMask.Read(TestData.FaceMask(Path.GetFileName(folder))).Values;

            // Hand-made masks are rectangles and take in the jaw line, which hardly moves.
            double common = proposed.Zip(made, (a, b) => a * b).Sum();
            Assert.True(common / made.Sum() > 0.5, $"{folder}: only {common / made.Sum():P0} of the hand-made mask are proposed.");
            Assert.InRange(proposed.Sum() / made.Sum(), 0.6, 1.4);
        }
    }

    /// <summary>A face of one grey in which a square of 20 pixels changes with the wink, and one pixel with the smirk.</summary>
    private sealed class Blinker : IPoser
    {
        public void Render(Pose pose, PosedFrame frame)
        {
            frame.Face.AsSpan().Clear();
            for (int row = 50; row < 70; row++)
            {
                frame.Face.AsSpan((row * Side) + 40, 20).Fill(pose["eye_wink_left"]);
                frame.Face.AsSpan(((row - 48) * Side) + 54, 20).Fill(pose["eye_wink_left"]);
            }

            frame.Face[(100 * Side) + 100] = pose["mouth_smirk"];
        }

        public void Dispose()
        {
        }
    }
}
