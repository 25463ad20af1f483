using System.Collections;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Siren.Support;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests.Support;

[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
[Trait("Category", SharedData.Further)]
public sealed class SupportMaskGoldenTests
{
    private const int Plane = CharacterPicture.Size * CharacterPicture.Size;

    [Fact]
    public void Inside_the_character_a_masked_frame_is_within_60_dB_of_the_dense_one()
    {
        foreach (string folder in TestData.Characters())
        {
            CharacterModel character = CharacterModel.Load(folder);
            using var poser = new StudentPoser(character);
            SupportMask mask = SupportMask.Of(poser, cancellation: TestContext.Current.CancellationToken);
            AssertIsTheKeptOne(character, mask);
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

    /// <summary>A mask that comes with the program is the one that is found. Another processor may round a few pixels differently.</summary>
    private static void AssertIsTheKeptOne(CharacterModel character, SupportMask mask)
    {
        string kept = Path.Combine(KeptMasks.Folder, character.ContentHash + ".mask");
        if (character.Name == "koito" || File.Exists(kept))
        {
            const int Header = 23;
            var pixels = new BitArray(File.ReadAllBytes(kept)[Header..(Header + (Plane / 8))]);
            int different = pixels.Xor(mask.Pixels).OfType<bool>().Count(isDifferent => isDifferent);
            Assert.True(different < 50, $"{kept} differs in {different} pixels. Delete it, start bunraku bench with BUNRAKU_HOME, and take the file that it leaves in cache/support-masks.");
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
