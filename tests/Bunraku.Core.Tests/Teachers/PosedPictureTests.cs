using Bunraku.Core.Images;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Tests.Teachers;

public sealed class PosedPictureTests
{
    [Fact]
    public void Hash_tells_pictures_and_families_apart_and_names_do_not_matter()
    {
        string hash = new PosedPicture("mika", Picture(0), TeacherFamily.Tha3Separable).ContentHash;

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, new PosedPicture("rin", Picture(0), TeacherFamily.Tha3Separable).ContentHash);
        Assert.NotEqual(hash, new PosedPicture("mika", Picture(1), TeacherFamily.Tha3Separable).ContentHash);
        Assert.NotEqual(hash, new PosedPicture("mika", Picture(0), TeacherFamily.Tha3Standard).ContentHash);
    }

    [Fact]
    public void Credits_name_the_author_and_the_licence_of_the_weights()
    {
        string teacher = new PosedPicture("mika", Picture(0), TeacherFamily.Tha3Separable).Credits.Teacher;

        Assert.Contains("Pramook Khungurn", teacher, StringComparison.Ordinal);
        Assert.Contains("CC BY 4.0 (creativecommons.org/licenses/by/4.0)", teacher, StringComparison.Ordinal);
        Assert.Contains("unchanged", teacher, StringComparison.Ordinal);
    }

    private static CharacterPicture Picture(float value)
    {
        float[] values = new float[4 * CharacterPicture.Size * CharacterPicture.Size];
        values[^1] = value;
        return new CharacterPicture(values);
    }
}
