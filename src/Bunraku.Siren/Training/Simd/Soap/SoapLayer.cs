using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd.Soap;

/// <summary>
/// SOAP for one weight matrix: Adam in the eigenbases of Shampoo's two preconditioners, the running means of G Gt and Gt G. The first step
/// fills the preconditioners and leaves the weights alone; every tenth the bases follow them by one power iteration, made orthonormal.
/// Source: N. Vyas et al., "SOAP: improving and stabilizing Shampoo using Adam", 2024; all decays 0.95 as recommended there. The means are those of
/// the network: the first moment in the weights' coordinates, the second in the bases'.
/// </summary>
internal sealed unsafe class SoapLayer<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float Decay = 0.95f;
    private const float Epsilon = 1e-8f;
    private const int RefreshInterval = 10;
    private const int FirstIterations = 20;
    private readonly EngineMemory _memory;
    private readonly TrainedNetwork _network;
    private readonly int _offset;
    private readonly PaddedMatrix _left;
    private readonly PaddedMatrix _leftBasis;
    private readonly PaddedMatrix _right;
    private readonly PaddedMatrix _rightBasis;
    private readonly PaddedMatrix _rightBasisTransposed;
    private readonly PaddedMatrix _gradient;
    private readonly PaddedMatrix _transposed;
    private readonly PaddedMatrix _first;
    private readonly PaddedMatrix _between;
    private readonly PaddedMatrix _rotated;
    private readonly PaddedMatrix _leftScratch;
    private readonly PaddedMatrix _rightScratch;

    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="outputs">Rows of its matrix.</param>
    /// <param name="inputs">Columns of its matrix.</param>
    /// <param name="state">The preconditioners so far; copied.</param>
    /// <param name="memory">Where all of this is kept: <see cref="Floats"/>.</param>
    public SoapLayer(TrainedNetwork network, int layer, int outputs, int inputs, SoapState state, EngineMemory memory)
    {
        _network = network;
        _offset = network.WeightOffset(layer);
        _memory = memory;
        (_left, _leftBasis, _leftScratch) = (Square(outputs, state.Left), Square(outputs, state.LeftBasis), Square(outputs, []));
        (_right, _rightBasis, _rightScratch) = (Square(inputs, state.Right), Square(inputs, state.RightBasis), Square(inputs, []));
        _rightBasisTransposed = Square(inputs, []);
        _rightBasisTransposed.SetTransposed(_rightBasis);
        (_gradient, _first, _between, _rotated) = (Matrix(outputs, inputs), Matrix(outputs, inputs), Matrix(outputs, inputs), Matrix(outputs, inputs));
        _transposed = Matrix(inputs, outputs);
    }

    /// <summary>The memory that a layer takes.</summary>
    public static int Floats(int outputs, int inputs) =>
        (3 * PaddedMatrix.Floats(outputs, outputs)) + (4 * PaddedMatrix.Floats(inputs, inputs)) + (5 * PaddedMatrix.Floats(outputs, inputs));

    /// <summary>A copy of the preconditioners.</summary>
    public SoapState Copy() => new(Values(_left), Values(_leftBasis), Values(_right), Values(_rightBasis));

    /// <summary>Updates the weights from the network's gradient.</summary>
    /// <param name="step">The number of this step, from 1.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    public void Update(long step, double learningRate)
    {
        _gradient.Read(_network.Gradient + _offset);
        AddToPreconditioners(keep: step == 1 ? 0f : Decay);
        if (step == 1)
        {
            Begin();
            return;
        }

        Rotate(_gradient);
        AddToSecondMoment();
        AddToFirstMoment();
        Rotate(_first);
        Normalize(Correction(step));
        MatrixProduct<TLanes, TVector>.RunTransposed(_leftBasis, _rotated, _between);
        MatrixProduct<TLanes, TVector>.Run(_between, _rightBasis, _rotated);
        Move((float)(learningRate / Correction(step)));
        if (step % RefreshInterval == 0)
        {
            Refresh();
        }
    }

    private static double Correction(long step) => 1 - Math.Pow(Decay, step - 1);

    private static float[] Values(PaddedMatrix matrix)
    {
        float[] values = new float[matrix.Rows * matrix.Columns];
        matrix.Write(values);
        return values;
    }

    private static void Mix(PaddedMatrix mean, PaddedMatrix value, float keep)
    {
        TVector old = TLanes.Broadcast(keep), add = TLanes.Broadcast(1f - keep);
        for (int i = 0; i < mean.PaddedRows * mean.Stride; i += TLanes.Count)
        {
            TVector sum = TLanes.Multiply(add, TLanes.Load(value.Values + i));
            TLanes.Store(mean.Values + i, TLanes.MultiplyAdd(old, TLanes.Load(mean.Values + i), sum));
        }
    }

    private static void Iterate(PaddedMatrix basis, PaddedMatrix preconditioner, PaddedMatrix scratch)
    {
        MatrixProduct<TLanes, TVector>.Run(basis, preconditioner, scratch);
        new Span<float>(scratch.Values, scratch.PaddedRows * scratch.Stride).CopyTo(new Span<float>(basis.Values, basis.PaddedRows * basis.Stride));
        Orthonormal<TLanes, TVector>.Run(basis);
    }

    private PaddedMatrix Matrix(int rows, int columns) => new(_memory, rows, columns);

    private PaddedMatrix Square(int size, float[] values)
    {
        PaddedMatrix matrix = Matrix(size, size);
        if (values.Length > 0)
        {
            fixed (float* source = values)
            {
                matrix.Read(source);
            }
        }

        return matrix;
    }

    private void AddToPreconditioners(float keep)
    {
        _transposed.SetTransposed(_gradient);
        MatrixProduct<TLanes, TVector>.Run(_gradient, _transposed, _leftScratch);
        Mix(_left, _leftScratch, keep);
        MatrixProduct<TLanes, TVector>.Run(_transposed, _gradient, _rightScratch);
        Mix(_right, _rightScratch, keep);
    }

    private void Begin()
    {
        for (int i = 0; i < _left.Rows; i++)
        {
            _leftBasis[i, i] = 1f;
        }

        for (int i = 0; i < _right.Rows; i++)
        {
            _rightBasis[i, i] = 1f;
        }

        for (int iteration = 0; iteration < FirstIterations; iteration++)
        {
            Refresh();
        }
    }

    private void Refresh()
    {
        Iterate(_leftBasis, _left, _leftScratch);
        Iterate(_rightBasis, _right, _rightScratch);
        _rightBasisTransposed.SetTransposed(_rightBasis);
    }

    /// <summary>Into the coordinates of both bases.</summary>
    private void Rotate(PaddedMatrix matrix)
    {
        MatrixProduct<TLanes, TVector>.Run(_leftBasis, matrix, _between);
        MatrixProduct<TLanes, TVector>.Run(_between, _rightBasisTransposed, _rotated);
    }

    private void AddToFirstMoment()
    {
        float* moment = _network.FirstMoment + _offset;
        float* gradient = _network.Gradient + _offset;
        for (int i = 0; i < _first.Rows * _first.Columns; i++)
        {
            moment[i] = (Decay * moment[i]) + ((1f - Decay) * gradient[i]);
        }

        _first.Read(moment);
    }

    private void AddToSecondMoment()
    {
        float* moment = _network.SecondMoment + _offset;
        for (int row = 0; row < _rotated.Rows; row++)
        {
            foreach (float value in _rotated.Row(row))
            {
                *moment = (Decay * *moment) + ((1f - Decay) * value * value);
                moment++;
            }
        }
    }

    private void Normalize(double correction)
    {
        float* moment = _network.SecondMoment + _offset;
        float factor = (float)(1 / Math.Sqrt(correction));
        for (int row = 0; row < _rotated.Rows; row++)
        {
            foreach (ref float value in _rotated.Row(row))
            {
                value /= (MathF.Sqrt(*moment++) * factor) + Epsilon;
            }
        }
    }

    private void Move(float rate)
    {
        float* weight = _network.Values + _offset;
        for (int row = 0; row < _rotated.Rows; row++)
        {
            foreach (float value in _rotated.Row(row))
            {
                *weight++ -= rate * value;
            }
        }
    }
}
