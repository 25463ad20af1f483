namespace Bunraku.TestSupport;

/// <summary>
/// The closed-form teacher tensors of the golden training cases, computed in float64 and rounded: specification of the distiller,
/// appendix B. Planes [channel, row, column] of one example.
/// </summary>
public static class TrainingGoldenExamples
{
    private const int FaceSize = 128;
    private const int BodySize = 512;

    /// <summary>[4, 128, 128]: the target of the face network.</summary>
    public static float[] FaceTarget(int example) => Planes(4, FaceSize, (c, x, y) =>
        (0.6 * Math.Sin((2.1 * x) + (0.7 * c) + (0.5 * example)) * Math.Cos((1.7 * y) - (0.4 * c))) + (0.2 * x * y));

    /// <summary>[128, 128]: the mask of the face network's loss.</summary>
    public static float[] FaceMask()
    {
        float[] mask = new float[FaceSize * FaceSize];
        for (int row = 0; row < FaceSize; row++)
        {
            for (int column = 0; column < FaceSize; column++)
            {
                bool eyes = row is >= 40 and < 72 && column is >= 24 and < 104;
                bool mouth = row is >= 88 and < 112 && column is >= 48 and < 80;
                mask[(row * FaceSize) + column] = eyes || mouth ? 1f : 0f;
            }
        }

        return mask;
    }

    /// <summary>[4, 512, 512]: the picture that is warped.</summary>
    public static float[] BodyInput(int example) => Planes(4, BodySize, (c, x, y) =>
        0.8 * Math.Sin((4 * x) + (0.8 * c)) * Math.Sin((3 * y) + (0.3 * c) + (0.2 * example)));

    /// <summary>[4, 512, 512]: the target of the blended picture and of the colour change.</summary>
    public static float[] BodyPosed(int example) => Planes(4, BodySize, (c, x, y) =>
        0.7 * Math.Sin((3 * x) + (0.9 * c) + (0.6 * example)) * Math.Cos((2 * y) - (0.5 * c)));

    /// <summary>[4, 512, 512]: the target of the warped picture.</summary>
    public static float[] BodyWarped(int example) => Planes(4, BodySize, (c, x, y) =>
        0.7 * Math.Sin((2.5 * x) + (1.5 * y) - (0.3 * c) + (0.4 * example)));

    /// <summary>[2, 512, 512]: the target of the grid change.</summary>
    public static float[] BodyGridChange(int example) => Planes(2, BodySize, (k, x, y) =>
        0.08 * Math.Sin((2 * y) + (1.3 * k) + (0.7 * example)) * Math.Cos(1.5 * x));

    private static float[] Planes(int channels, int size, Func<int, double, double, double> value)
    {
        float[] planes = new float[channels * size * size];
        for (int i = 0; i < planes.Length; i++)
        {
            int row = i / size % size, column = i % size;
            planes[i] = (float)value(i / (size * size), (((2.0 * column) + 1) / size) - 1, (((2.0 * row) + 1) / size) - 1);
        }

        return planes;
    }
}
