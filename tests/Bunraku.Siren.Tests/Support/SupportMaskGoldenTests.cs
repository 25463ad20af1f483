using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Siren.Support;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests.Support;

[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
public sealed class SupportMaskGoldenTests
{
    private const int Plane = CharacterPicture.Size * CharacterPicture.Size;

    [Fact]
    public void Inside_the_character_a_masked_frame_is_within_60_dB_of_the_dense_one()
    {
        foreach (string folder in TestData.Characters())
        {
            CharacterModel character = CharacterModel.Load(folder);
            SupportMask mask = StudentPoser.FindMask(character, cancellation: TestContext.Current.CancellationToken);
            using var poser = new StudentPoser(character);
            var (dense, masked) = (new PosedFrame(), new PosedFrame());
            for (int seed = 0; seed < 8; seed++)
            {
                poser.Mask = null;
                poser.Render(RandomCharacter.CreatePose(seed), dense);
                poser.Mask = mask;
                poser.Render(RandomCharacter.CreatePose(seed), masked);
                Assert.InRange(PsnrInsideCharacter(dense.Blended, masked.Blended), 60, double.PositiveInfinity);
            }
        }
    }

    // Values span 2; a pixel is inside the character where it would be visible in an 8-bit picture.
    private static double PsnrInsideCharacter(float[] dense, float[] masked)
    {
        (double squares, int count) = (0, 0);
        for (int i = 0; i < dense.Length; i++)
        {
            if (dense[(3 * Plane) + (i % Plane)] > -1f + (2f / 512))
            {
                squares += Math.Pow(dense[i] - masked[i], 2);
                count++;
            }
        }

        return 10 * Math.Log10(4 / (squares / count));
    }
}
