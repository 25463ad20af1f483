using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Teachers;
using Bunraku.Torch.Tests.Golden;

namespace Bunraku.Torch.Tests.Teachers;

/// <summary>What must hold between the parts of a frame that a student learns from, in a family with straight alpha. Source: THA3's specification, sections 18 and 18.1.</summary>
internal static class StudentRelations
{
    private const int Size = CharacterPicture.Size;
    private const int Plane = Size * Size;

    /// <param name="golden">Its outputs have just been compared.</param>
    /// <param name="poser">The poser of the golden case.</param>
    public static void AssertHold(TeacherGolden golden, TeacherPoser poser)
    {
        var frame = new PosedFrame(FrameParts.Face | FrameParts.Warped | FrameParts.GridChange | FrameParts.FaceMorphed);
        poser.Render(golden.Pose, frame);

        Assert.Equal(poser.Render(golden.Pose, golden.Family.Posed).Values, frame.Blended);
        Assert.Equal(poser.Render(golden.Pose, golden.Family.Output("editor_grid_change")).Values, frame.GridChange);
        AssertIsPremultiplied(Straight(poser, golden, "editor_color_changed"), frame.Blended);
        AssertFaceIsIn(frame);
        AssertPictureIsAroundTheFace(golden.Picture, frame);
        AssertWarped(frame);
        Assert.Throws<NotSupportedException>(() => poser.Render(golden.Pose, new PosedFrame(FrameParts.Alpha)));
    }

    private static float[] Straight(TeacherPoser poser, TeacherGolden golden, string output)
    {
        using TorchSharp.torch.Tensor tensor = poser.RenderTensor(golden.Pose, golden.Family.Output(output));
        return tensor.data<float>().ToArray();
    }

    private static void AssertIsPremultiplied(float[] straight, float[] actual)
    {
        for (int i = 0; i < actual.Length; i += 97)
        {
            double alpha = (straight[(3 * Plane) + (i % Plane)] + 1) / 2;
            double expected = i < 3 * Plane ? ((straight[i] + 1) * alpha) - 1 : straight[i];
            Assert.Equal(expected, actual[i], 1e-6);
        }
    }

    /// <summary>The student's face is the crop of the picture with the posed face.</summary>
    private static void AssertFaceIsIn(PosedFrame frame)
    {
        PixelRectangle crop = FaceCrop.Student;
        for (int i = 0; i < frame.Face.Length; i++)
        {
            (int channel, int row, int column) = (i / (crop.Height * crop.Width), i / crop.Width % crop.Height, i % crop.Width);
            Assert.Equal(frame.FaceMorphed[(channel * Plane) + ((crop.Top + row) * Size) + crop.Left + column], frame.Face[i]);
        }
    }

    /// <summary>Outside the face crop the picture with the posed face is the character's picture, in its own convention.</summary>
    private static void AssertPictureIsAroundTheFace(CharacterPicture picture, PosedFrame frame)
    {
        for (int i = 0; i < frame.FaceMorphed.Length; i += 7)
        {
            (int row, int column) = (i % Plane / Size, i % Size);
            PixelRectangle face = TeacherCrops.Face;
            if (row < face.Top || row >= face.Top + face.Height || column < face.Left || column >= face.Left + face.Width)
            {
                Assert.Equal(picture.Values[i], frame.FaceMorphed[i], 1e-6f);
            }
        }
    }

    /// <summary>Bilinear sampling of the picture with the posed face, where the grid change says, gives the warped picture.</summary>
    private static void AssertWarped(PosedFrame frame)
    {
        double sum = 0;
        int count = 0;
        for (int p = 0; p < Plane; p += 61)
        {
            double x = Position(p % Size, frame.GridChange[p]), y = Position(p / Size, frame.GridChange[Plane + p]);
            (int left, int top) = ((int)Math.Floor(x), (int)Math.Floor(y));
            for (int channel = 0; channel < 4; channel++)
            {
                double upper = Between(Value(top, left), Value(top, left + 1), x - left), lower = Between(Value(top + 1, left), Value(top + 1, left + 1), x - left);
                double difference = Math.Abs(Between(upper, lower, y - top) - frame.Warped[(channel * Plane) + p]);
                Assert.InRange(difference, 0, 2e-4);
                sum += difference;
                count++;

                double Value(int row, int column) => frame.FaceMorphed[(channel * Plane) + (Math.Clamp(row, 0, Size - 1) * Size) + Math.Clamp(column, 0, Size - 1)];
            }
        }

        Assert.InRange(sum / count, 0, 2e-6);
    }

    private static double Between(double first, double second, double share) => first + (share * (second - first));

    /// <summary>In pixels, at most at the border.</summary>
    private static double Position(int pixel, float change) => Math.Clamp(pixel + (change * Size / 2), 0, Size - 1);
}
